package org.snapshotensemble.backend;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's native convolution, whose forward pass in training is not computed once more in the backward pass.
 *
 * <p>The backward pass needs the values before the activation function, {@code [examples, channels, height, width]}. The
 * layer takes them from its field {@code preOutput} where that is not null; left to itself it activates them in place and
 * convolves anew. The array lives as long as the layer's activations, to the end of the backward pass.
 */
final class KeepingConvolution extends MKLDNNConvHelper {

    private static final ActivationReLU RELU = new ActivationReLU();

    private final ConvolutionLayer layer;
    private @Nullable LayerWorkspaceMgr workspaces;

    KeepingConvolution(ConvolutionLayer layer) {
        super(DataType.FLOAT);
        this.layer = layer;
    }

    @Override
    public INDArray preOutput(
            INDArray input,
            INDArray weights,
            INDArray bias,
            int[] kernel,
            int[] strides,
            int[] pad,
            AlgoMode mode,
            FwdAlgo algorithm,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaceMgr) {
        workspaces = workspaceMgr;
        return super.preOutput(
                input,
                weights,
                bias,
                kernel,
                strides,
                pad,
                mode,
                algorithm,
                convolutionMode,
                dilation,
                format,
                workspaceMgr);
    }

    @Override
    public INDArray activate(INDArray z, IActivation function, boolean training) {
        LayerField.PRE_OUTPUT.set(layer, training ? z : null);
        return training ? activateBeside(z, function) : super.activate(z, function, false);
    }

    /** Activates into another array. What follows may write into that one, as dropout does. */
    private INDArray activateBeside(INDArray z, IActivation function) {
        if (function instanceof ActivationIdentity) {
            // Its derivative does not look at the values.
            return z;
        }
        LayerWorkspaceMgr manager = Objects.requireNonNull(workspaces, "workspaces: activate comes after preOutput");
        if (function.equals(RELU)) {
            INDArray out = manager.createUninitialized(ArrayType.ACTIVATIONS, z.dataType(), z.shape(), z.ordering());
            return Nd4j.getExecutioner().exec(new RectifiedLinear(z, out));
        }
        return function.getActivation(manager.dup(ArrayType.ACTIVATIONS, z, z.ordering()), true);
    }
}
