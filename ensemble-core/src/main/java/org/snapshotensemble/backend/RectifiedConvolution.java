package org.snapshotensemble.backend;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with a rectifier, {@code max(0, x)}, behind it, whose backward pass does not take Deeplearning4j's operation
 * for the rectifier: that calls a function for each value, and takes as long as a convolution's forward pass.
 *
 * <p>The gradient is masked before the layer sees it, and the layer then takes its activation function for the
 * identity. The values are the same to the bit.
 */
final class RectifiedConvolution extends ReplacingConvolution {

    private static final ActivationReLU PLAIN = new ActivationReLU();

    private final Rectifier.Mask mask = new Rectifier.Mask();
    private final org.deeplearning4j.nn.conf.layers.ConvolutionLayer withIdentity;
    private boolean gradientIsMasked;

    /**
     * @param replaced a layer of a network that is initialized; its parameters and gradients become this one's, uncopied
     */
    RectifiedConvolution(ConvolutionLayer replaced) {
        super(replaced);
        withIdentity = replaced.layerConf().clone();
        withIdentity.setActivationFn(new ActivationIdentity());
    }

    /** Whether the layer's function is the plain rectifier, without a slope, a threshold or a maximum. */
    static boolean canReplace(ConvolutionLayer layer) {
        return PLAIN.equals(layer.layerConf().getActivationFn())
                && layer.layerConf().getCnn2dDataFormat() == CNN2DFormat.NCHW;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray z = preOutput;
        if (z == null || !Floats.canView(z) || !Floats.canView(epsilon)) {
            return super.backpropGradient(epsilon, workspaces);
        }
        INDArray masked = workspaces.createUninitialized(ArrayType.BP_WORKING_MEM, DataType.FLOAT, z.shape(), 'c');
        mask.propagate(Floats.bits(z), Floats.bits(epsilon), Floats.bits(masked), (int) z.length());
        gradientIsMasked = true;
        try {
            return super.backpropGradient(masked, workspaces);
        } finally {
            gradientIsMasked = false;
        }
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.ConvolutionLayer layerConf() {
        org.deeplearning4j.nn.conf.layers.ConvolutionLayer told = super.layerConf();
        if (!gradientIsMasked) {
            return told;
        }
        // What they drew in the forward pass is theirs.
        withIdentity.setIDropout(told.getIDropout());
        withIdentity.setWeightNoise(told.getWeightNoise());
        return withIdentity;
    }
}
