package org.snapshotensemble.forward;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's layers as operations. A layer is known by the very class of its configuration: a class of one's own that
 * extends one of them may do something else.
 */
final class KnownLayers {

    private KnownLayers() {}

    /** Returns what a layer does, one after the other; empty where it is not known. */
    static Optional<List<Operation>> of(Layer layer) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        boolean isNoisy = configuration instanceof BaseLayer base && base.getWeightNoise() != null;
        if (isNoisy || !allFloat(layer)) {
            return Optional.empty();
        }
        Class<?> kind = configuration.getClass();
        if (kind == DenseLayer.class) {
            DenseLayer dense = (DenseLayer) configuration;
            return dense.hasLayerNorm() ? Optional.empty() : withFunction(dense(layer), dense.getActivationFn());
        } else if (kind == OutputLayer.class) {
            return withFunction(dense(layer), ((OutputLayer) configuration).getActivationFn());
        } else if (kind == ConvolutionLayer.class) {
            ConvolutionLayer convolution = (ConvolutionLayer) configuration;
            return convolution(layer, convolution)
                    .flatMap(operation -> withFunction(operation, convolution.getActivationFn()));
        } else if (kind == SubsamplingLayer.class) {
            return pooling((SubsamplingLayer) configuration).map(List::of);
        } else if (kind == GlobalPoolingLayer.class) {
            return pooling((GlobalPoolingLayer) configuration).map(List::of);
        } else if (kind == BatchNormalization.class) {
            return scaling(layer, (BatchNormalization) configuration).map(List::of);
        } else if (kind == ActivationLayer.class) {
            return function(((ActivationLayer) configuration).getActivationFn()).map(List::of);
        } else if (kind == LossLayer.class) {
            return function(((LossLayer) configuration).getActivationFn()).map(List::of);
        } else if (kind == DropoutLayer.class) {
            return Optional.of(List.of(new Reshape.Nothing()));
        }
        return Optional.empty();
    }

    private static boolean allFloat(Layer layer) {
        return layer.paramTable() == null
                || layer.paramTable().values().stream().allMatch(array -> array.dataType() == DataType.FLOAT);
    }

    private static Optional<Operation> function(IActivation function) {
        return function.getClass() == ActivationSoftmax.class
                ? Optional.of(new Softmax())
                : Elementwise.of(function).map(Operation.class::cast);
    }

    private static Optional<List<Operation>> withFunction(Operation operation, IActivation function) {
        return function(function).map(after -> List.of(operation, after));
    }

    private static Operation dense(Layer layer) {
        INDArray weights = layer.getParam(DefaultParamInitializer.WEIGHT_KEY);
        PerChannel bias = bias(layer.getParam(DefaultParamInitializer.BIAS_KEY), weights.size(1));
        return new Dense(Weights.of(weights.transpose()), bias, Elementwise.IDENTITY);
    }

    private static PerChannel bias(@Nullable INDArray bias, long outputs) {
        return PerChannel.of(
                bias == null
                        ? new float[Math.toIntExact(outputs)]
                        : bias.dup('c').toFloatVector());
    }

    private static Optional<Operation> convolution(Layer layer, ConvolutionLayer conf) {
        boolean isPlain = conf.getCnn2dDataFormat() == CNN2DFormat.NCHW && isKnown(conf.getConvolutionMode());
        if (!isPlain) {
            return Optional.empty();
        }
        INDArray weights = layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY);
        PerChannel bias = bias(layer.getParam(ConvolutionParamInitializer.BIAS_KEY), weights.size(0));
        return Optional.of(new Convolution(
                Weights.of(weights),
                bias,
                (int) weights.size(1),
                window(conf, 0),
                window(conf, 1),
                Elementwise.IDENTITY));
    }

    private static boolean isKnown(ConvolutionMode mode) {
        return mode != ConvolutionMode.Causal;
    }

    private static Window window(ConvolutionLayer conf, int side) {
        return new Window(
                conf.getKernelSize()[side],
                conf.getStride()[side],
                conf.getDilation()[side],
                conf.getPadding()[side],
                conf.getConvolutionMode());
    }

    private static Optional<Operation> pooling(SubsamplingLayer conf) {
        boolean isPlain = conf.getCnn2dDataFormat() == CNN2DFormat.NCHW
                && isKnown(conf.getConvolutionMode())
                && Arrays.stream(conf.getDilation()).allMatch(distance -> distance == 1);
        boolean isMean = conf.getPoolingType() == PoolingType.AVG && !conf.isAvgPoolIncludePadInDivisor();
        if (!isPlain || (!isMean && conf.getPoolingType() != PoolingType.MAX)) {
            return Optional.empty();
        }
        return Optional.of(
                new Pooling(isMean ? Pooling.Kind.MEAN : Pooling.Kind.MAX, window(conf, 0), window(conf, 1)));
    }

    /** A window of a pooling, which Deeplearning4j does not refuse for a remainder. */
    private static Window window(SubsamplingLayer conf, int side) {
        boolean isSame = conf.getConvolutionMode() == ConvolutionMode.Same;
        return new Window(
                conf.getKernelSize()[side],
                conf.getStride()[side],
                1,
                conf.getPadding()[side],
                isSame ? ConvolutionMode.Same : ConvolutionMode.Truncate);
    }

    private static Optional<Operation> pooling(GlobalPoolingLayer conf) {
        int[] sides = conf.getPoolingDimensions();
        if (sides != null && !Arrays.equals(sides, new int[] {2, 3})) {
            return Optional.empty();
        }
        return switch (conf.getPoolingType()) {
            case MAX -> Optional.of(new GlobalPooling(GlobalPooling.Kind.MAX, conf.isCollapseDimensions()));
            case AVG -> Optional.of(new GlobalPooling(GlobalPooling.Kind.MEAN, conf.isCollapseDimensions()));
            case SUM -> Optional.of(new GlobalPooling(GlobalPooling.Kind.SUM, conf.isCollapseDimensions()));
            case PNORM -> Optional.empty();
        };
    }

    /** Batch norm by its running statistics: {@code gamma (x - mean) / sqrt(variance + eps) + beta}. */
    private static Optional<Operation> scaling(Layer layer, BatchNormalization conf) {
        boolean isLocked = conf.isLockGammaBeta();
        // Deeplearning4j takes locked numbers into account for some inputs and not for others.
        boolean isOdd = isLocked && (conf.getGamma() != 1 || conf.getBeta() != 0);
        if (conf.getCnn2DFormat() != CNN2DFormat.NCHW || isOdd) {
            return Optional.empty();
        }
        float[] means = values(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN);
        float[] spreads = values(
                layer,
                conf.isUseLogStd()
                        ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                        : BatchNormalizationParamInitializer.GLOBAL_VAR);
        float[] factors = new float[means.length];
        float[] addends = new float[means.length];
        float[] gamma = isLocked ? factors : values(layer, BatchNormalizationParamInitializer.GAMMA);
        float[] beta = isLocked ? addends : values(layer, BatchNormalizationParamInitializer.BETA);
        for (int channel = 0; channel < means.length; channel++) {
            double variance = conf.isUseLogStd() ? Math.pow(10, 2.0 * spreads[channel]) : spreads[channel];
            double factor = (isLocked ? 1 : gamma[channel]) / Math.sqrt(variance + conf.getEps());
            double shift = isLocked ? 0 : beta[channel];
            factors[channel] = (float) factor;
            addends[channel] = (float) (shift - means[channel] * factor);
        }
        return Optional.of(new Scaling(PerChannel.of(factors), PerChannel.of(addends), Elementwise.IDENTITY));
    }

    private static float[] values(Layer layer, String parameter) {
        return layer.getParam(parameter).dup('c').reshape(-1).toFloatVector();
    }
}
