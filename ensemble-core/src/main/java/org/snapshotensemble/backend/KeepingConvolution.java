package org.snapshotensemble.backend;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
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

    /** Weights an output up to which products of matrices were measured to be faster: 7 x 7 of three channels. */
    private static final int MOST_WEIGHTS = 147;

    private final ConvolutionLayer layer;
    private @Nullable LayerWorkspaceMgr workspaces;
    private @Nullable PatchConvolution patches;
    private boolean givesInputGradient = true;

    KeepingConvolution(ConvolutionLayer layer) {
        super(DataType.FLOAT);
        this.layer = layer;
    }

    /** Says that nobody asks for the gradient at the layer's input: the backward pass may give none, null. */
    void giveInputGradient(boolean wanted) {
        givesInputGradient = wanted;
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
        if (isSmall(input, weights, dilation, format)) {
            PatchConvolution.Shape shape = shape(input, weights, kernel, strides, pad, convolutionMode);
            INDArray out = workspaceMgr.createUninitialized(
                    ArrayType.ACTIVATIONS,
                    DataType.FLOAT,
                    new long[] {input.size(0), shape.outputs(), shape.outHeight(), shape.outWidth()},
                    'c');
            patches(shape).convolve(input, weights, bias, out);
            return out;
        }
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

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            INDArray bias,
            INDArray delta,
            int[] kernel,
            int[] strides,
            int[] pad,
            @Nullable INDArray biasGradView,
            INDArray weightGradView,
            IActivation function,
            AlgoMode mode,
            BwdFilterAlgo filterAlgorithm,
            BwdDataAlgo dataAlgorithm,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaceMgr) {
        if (isSmall(input, weights, dilation, format) && Floats.canView(delta) && Floats.canView(weightGradView)) {
            patches(shape(input, weights, kernel, strides, pad, convolutionMode))
                    .gradients(input, delta, weightGradView, biasGradView);
            Gradient gradient = new DefaultGradient();
            if (biasGradView != null) {
                gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradView);
            }
            gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradView, 'c');
            return new Pair<>(gradient, null);
        }
        return super.backpropGradient(
                input,
                weights,
                bias,
                delta,
                kernel,
                strides,
                pad,
                biasGradView,
                weightGradView,
                function,
                mode,
                filterAlgorithm,
                dataAlgorithm,
                convolutionMode,
                dilation,
                format,
                workspaceMgr);
    }

    private boolean isSmall(INDArray input, INDArray weights, int[] dilation, CNN2DFormat format) {
        return !givesInputGradient
                && weights.length() / weights.size(0) <= MOST_WEIGHTS
                && format == CNN2DFormat.NCHW
                && Arrays.stream(dilation).allMatch(distance -> distance == 1)
                && Floats.canView(input)
                && Floats.canView(weights);
    }

    private static PatchConvolution.Shape shape(
            INDArray input, INDArray weights, int[] kernel, int[] strides, int[] pad, ConvolutionMode mode) {
        int[] one = {1, 1};
        int[] size = {(int) input.size(2), (int) input.size(3)};
        boolean isSame = mode == ConvolutionMode.Same;
        int[] out = ConvolutionUtils.getOutputSize(
                input, kernel, strides, isSame ? null : pad, mode, one, CNN2DFormat.NCHW);
        int[] padding = isSame ? ConvolutionUtils.getSameModeTopLeftPadding(out, size, kernel, strides, one) : pad;
        return new PatchConvolution.Shape(
                (int) input.size(1),
                size[0],
                size[1],
                kernel[0],
                kernel[1],
                strides[0],
                strides[1],
                padding[0],
                padding[1],
                (int) weights.size(0),
                out[0],
                out[1]);
    }

    private PatchConvolution patches(PatchConvolution.Shape shape) {
        if (patches == null || !patches.fits(shape)) {
            patches = new PatchConvolution(shape);
        }
        return patches;
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
