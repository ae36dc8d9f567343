package org.snapshotensemble.backend;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
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
    private float[] plane = new float[0];

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

    /**
     * As Deeplearning4j does, but for the bias's gradient, the sum of each channel's planes: the native operation takes for it
     * as long as for a convolution.
     */
    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            INDArray bias,
            INDArray delta,
            int[] kernel,
            int[] strides,
            int[] pad,
            INDArray biasGradient,
            INDArray weightGradient,
            IActivation function,
            AlgoMode mode,
            BwdFilterAlgo filterAlgorithm,
            BwdDataAlgo dataAlgorithm,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaceMgr) {
        boolean summed = biasGradient != null && format == CNN2DFormat.NCHW && Floats.canView(delta);
        Pair<Gradient, INDArray> gradients = super.backpropGradient(
                input,
                weights,
                bias,
                delta,
                kernel,
                strides,
                pad,
                summed ? null : biasGradient,
                weightGradient,
                function,
                mode,
                filterAlgorithm,
                dataAlgorithm,
                convolutionMode,
                dilation,
                format,
                workspaceMgr);
        if (summed && gradients != null) {
            sumPlanes(delta, biasGradient);
            gradients.getFirst().setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
        }
        return gradients;
    }

    private void sumPlanes(INDArray delta, INDArray sums) {
        int channels = (int) delta.size(1);
        int size = (int) (delta.size(2) * delta.size(3));
        if (plane.length < size) {
            plane = new float[size];
        }
        FloatBuffer from = Floats.values(delta);
        double[] totals = new double[channels];
        for (int start = 0, channel = 0; start < delta.length(); start += size, channel = (channel + 1) % channels) {
            from.get(start, plane, 0, size);
            totals[channel] += PlaneSums.sum(plane, size);
        }
        for (int channel = 0; channel < channels; channel++) {
            sums.putScalar(channel, totals[channel]);
        }
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
