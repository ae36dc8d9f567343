package org.snapshotensemble.backend;

import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
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
import org.snapshotensemble.onednn.OneDnnEngine;

/**
 * A convolution, alone or with a rectifier behind it, that trains on images in the order of {@link ChannelsLast}, by oneDNN's
 * operations made once.
 *
 * <p>Its sums are made in another order than those of Deeplearning4j's, and equal them to rounding. Predictions take
 * Deeplearning4j's way, and are the same to the bit.
 */
final class ChannelsLastConvolution extends ReplacingConvolution {

    /** oneDNN's kernels compute as many channels at once. */
    private static final int CHANNELS_AT_ONCE = 16;

    private static final ActivationReLU RELU = new ActivationReLU();

    private final boolean isRectified;
    private final boolean givesChannelsLast;
    private boolean givesInputGradient = true;
    private boolean isImpossible;
    private @Nullable ConvolutionPrimitives primitives;
    private @Nullable RectifierPrimitives rectifier;
    /** What the forward pass gave, in training. */
    private @Nullable INDArray activations;

    /**
     * Replaces a layer.
     *
     * @param givesChannelsLast whether those that take its activations are fast on images in that order, and do not
     *     write into them
     */
    ChannelsLastConvolution(ConvolutionLayer replaced, boolean givesChannelsLast) {
        super(replaced);
        this.givesChannelsLast = givesChannelsLast;
        this.isRectified = RELU.equals(replaced.layerConf().getActivationFn());
    }

    /** Whether there is oneDNN, and the layer is one that it computes well. */
    static boolean canReplace(ConvolutionLayer layer) {
        org.deeplearning4j.nn.conf.layers.ConvolutionLayer told = layer.layerConf();
        IActivation function = told.getActivationFn();
        return OneDnnEngine.isLoaded()
                && LayerField.DATA_TYPE.get(layer) == DataType.FLOAT
                && told.getCnn2dDataFormat() == CNN2DFormat.NCHW
                && told.getNOut() % CHANNELS_AT_ONCE == 0
                && (function instanceof ActivationIdentity || RELU.equals(function))
                && told.getIDropout() == null
                && told.getWeightNoise() == null
                && (layer.getCacheMode() == null || layer.getCacheMode() == CacheMode.NONE);
    }

    /** Says that nobody asks for the gradient at the layer's input: the backward pass gives none, null. */
    void giveInputGradient(boolean wanted) {
        givesInputGradient = wanted;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        activations = null;
        Optional<ConvolutionPrimitives> made = training ? primitives() : Optional.empty();
        if (made.isEmpty()) {
            return super.activate(training, workspaces);
        }
        INDArray weights = getParam(ConvolutionParamInitializer.WEIGHT_KEY);
        INDArray images = ChannelsLast.of(input, workspaces, ArrayType.FF_WORKING_MEM);
        INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATIONS, outputShape(input));
        made.get().convolve(images, weights, bias(), out);
        activations = out;
        return givesChannelsLast ? out : ChannelsLast.inRows(out, workspaces, ArrayType.ACTIVATIONS);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray out = activations;
        ConvolutionPrimitives made = primitives;
        if (out == null || made == null) {
            return super.backpropGradient(epsilon, workspaces);
        }
        activations = null;
        INDArray images = ChannelsLast.of(input, workspaces, ArrayType.BP_WORKING_MEM);
        INDArray delta = ChannelsLast.of(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
        if (isRectified) {
            if (rectifier == null || !rectifier.fits(out)) {
                rectifier = new RectifierPrimitives(out.shape());
            }
            INDArray masked = ChannelsLast.create(workspaces, ArrayType.BP_WORKING_MEM, out.shape());
            rectifier.propagate(out, delta, masked);
            delta = masked;
        }
        Gradient gradient = new DefaultGradient();
        INDArray weightGradients = Objects.requireNonNull(gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY));
        INDArray biasGradients = hasBias() ? gradientViews.get(ConvolutionParamInitializer.BIAS_KEY) : null;
        made.gradients(images, delta, weightGradients, biasGradients);
        if (biasGradients != null) {
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradients);
        }
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradients, 'c');
        if (!givesInputGradient) {
            return new Pair<>(gradient, null);
        }
        INDArray atInput = ChannelsLast.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
        made.inputGradients(delta, getParam(ConvolutionParamInitializer.WEIGHT_KEY), atInput);
        return new Pair<>(
                gradient,
                ChannelsLast.is(input) ? atInput : ChannelsLast.inRows(atInput, workspaces, ArrayType.ACTIVATION_GRAD));
    }

    private @Nullable INDArray bias() {
        return hasBias() ? getParam(ConvolutionParamInitializer.BIAS_KEY) : null;
    }

    /** The operations for the input; empty where oneDNN has none, or the input is wrong, which Deeplearning4j says better. */
    private Optional<ConvolutionPrimitives> primitives() {
        if (isImpossible
                || input.rank() != 4
                || input.dataType() != DataType.FLOAT
                || input.size(1) != layerConf().getNIn()) {
            return Optional.empty();
        }
        ConvolutionPrimitives.Shape shape = shape(input);
        if (primitives == null || !primitives.fits(shape)) {
            primitives = ConvolutionPrimitives.of(shape).orElse(null);
            isImpossible = primitives == null;
        }
        return Optional.ofNullable(primitives);
    }

    private long[] outputShape(INDArray images) {
        ConvolutionPrimitives.Shape shape = shape(images);
        return new long[] {shape.examples(), shape.outputs(), shape.outHeight(), shape.outWidth()};
    }

    private ConvolutionPrimitives.Shape shape(INDArray images) {
        int[] kernel = layerConf().getKernelSize();
        int[] strides = layerConf().getStride();
        int[] dilation = layerConf().getDilation();
        int[] size = {(int) images.size(2), (int) images.size(3)};
        boolean isSame = convolutionMode == ConvolutionMode.Same;
        int[] told = layerConf().getPadding();
        int[] out = ConvolutionUtils.getOutputSize(
                images, kernel, strides, isSame ? null : told, convolutionMode, dilation, CNN2DFormat.NCHW);
        int[] pad = isSame ? ConvolutionUtils.getSameModeTopLeftPadding(out, size, kernel, strides, dilation) : told;
        return new ConvolutionPrimitives.Shape(
                images.size(0),
                images.size(1),
                size[0],
                size[1],
                layerConf().getNOut(),
                out[0],
                out[1],
                new ConvolutionPrimitives.Window(
                        kernel[0], kernel[1], strides[0], strides[1], pad[0], pad[1], dilation[0], dilation[1]),
                hasBias(),
                isRectified);
    }
}
