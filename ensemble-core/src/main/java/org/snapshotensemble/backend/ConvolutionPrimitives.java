package org.snapshotensemble.backend;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/** oneDNN's convolution of images in the order of {@link ChannelsLast}, forward and backward; not for several threads. */
final class ConvolutionPrimitives {

    private final Shape shape;
    private final Primitive forward;
    private final Primitive intoForwardWeights;
    private final Primitive backwardData;
    private final Primitive intoBackwardWeights;
    private final Primitive backwardWeights;
    private final Primitive outOfWeightGradients;

    /** Makes the operations, whose descriptions name kernels that are faster than ND4J's. */
    private ConvolutionPrimitives(
            Shape shape,
            convolution_forward.primitive_desc forwardDescription,
            convolution_backward_data.primitive_desc dataDescription,
            convolution_backward_weights.primitive_desc weightsDescription) {
        this.shape = shape;
        memory.desc weights = new memory.desc(shape.weights(), memory.data_type.f32, memory.format_tag.oihw);

        memory.desc forwardLayout = forwardDescription.weights_desc();
        memory forwardWeights = new memory(forwardLayout, OneDnnEngine.cpu());
        intoForwardWeights = Primitive.reorder(weights, forwardLayout).takes(DNNL_ARG_TO, forwardWeights);
        forward = Primitive.of(new convolution_forward(forwardDescription), forwardDescription.scratchpad_desc())
                .takes(DNNL_ARG_SRC, shape.source())
                .takes(DNNL_ARG_WEIGHTS, forwardWeights)
                .takes(DNNL_ARG_DST, shape.destination());

        memory.desc dataLayout = dataDescription.weights_desc();
        memory dataWeights = new memory(dataLayout, OneDnnEngine.cpu());
        intoBackwardWeights = Primitive.reorder(weights, dataLayout).takes(DNNL_ARG_TO, dataWeights);
        backwardData = Primitive.of(new convolution_backward_data(dataDescription), dataDescription.scratchpad_desc())
                .takes(DNNL_ARG_DIFF_DST, shape.destination())
                .takes(DNNL_ARG_WEIGHTS, dataWeights)
                .takes(DNNL_ARG_DIFF_SRC, shape.source());

        memory.desc gradientLayout = weightsDescription.diff_weights_desc();
        memory gradients = new memory(gradientLayout, OneDnnEngine.cpu());
        outOfWeightGradients = Primitive.reorder(gradientLayout, weights).takes(DNNL_ARG_FROM, gradients);
        backwardWeights = Primitive.of(
                        new convolution_backward_weights(weightsDescription), weightsDescription.scratchpad_desc())
                .takes(DNNL_ARG_SRC, shape.source())
                .takes(DNNL_ARG_DIFF_DST, shape.destination())
                .takes(DNNL_ARG_DIFF_WEIGHTS, gradients);
        if (shape.hasBias()) {
            forward.takes(DNNL_ARG_BIAS, shape.bias());
            backwardWeights.takes(DNNL_ARG_DIFF_BIAS, shape.bias());
        }
    }

    /** Makes the operations for a shape; empty where oneDNN has no fast ones for it on this processor. */
    static Optional<ConvolutionPrimitives> of(Shape shape) {
        engine cpu = OneDnnEngine.cpu();
        try {
            memory.desc anyWeights = new memory.desc(shape.weights(), memory.data_type.f32, memory.format_tag.any);
            memory.desc bias = shape.hasBias() ? shape.bias() : new memory.desc();
            primitive_attr rectified = Primitive.attributes();
            if (shape.isRectified()) {
                post_ops after = new post_ops();
                after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
                rectified.set_post_ops(after);
            }
            var forward = new convolution_forward.primitive_desc(
                    new convolution_forward.desc(
                            prop_kind.forward_training,
                            algorithm.convolution_direct,
                            shape.source(),
                            anyWeights,
                            bias,
                            shape.destination(),
                            shape.strides(),
                            shape.gaps(),
                            shape.before(),
                            shape.after()),
                    rectified,
                    cpu,
                    false);
            var data = new convolution_backward_data.primitive_desc(
                    new convolution_backward_data.desc(
                            algorithm.convolution_direct,
                            shape.source(),
                            anyWeights,
                            shape.destination(),
                            shape.strides(),
                            shape.gaps(),
                            shape.before(),
                            shape.after()),
                    Primitive.attributes(),
                    cpu,
                    forward,
                    false);
            var weights = new convolution_backward_weights.primitive_desc(
                    new convolution_backward_weights.desc(
                            algorithm.convolution_direct,
                            shape.source(),
                            anyWeights,
                            bias,
                            shape.destination(),
                            shape.strides(),
                            shape.gaps(),
                            shape.before(),
                            shape.after()),
                    Primitive.attributes(),
                    cpu,
                    forward,
                    false);
            return Kernels.isFast(forward) && Kernels.isFast(data) && Kernels.isFast(weights)
                    ? Optional.of(new ConvolutionPrimitives(shape, forward, data, weights))
                    : Optional.empty();
        } catch (RuntimeException e) {
            // oneDNN's word for what it has not implemented.
            return Optional.empty();
        }
    }

    boolean fits(Shape other) {
        return shape.equals(other);
    }

    /**
     * Convolves, and rectifies where the shape says so.
     *
     * @param images {@code [examples, channels, height, width]}, in the order of {@link ChannelsLast}
     * @param weights {@code [outputs, channels, kernel height, kernel width]}, contiguous
     * @param bias {@code [1, outputs]}
     * @param out is set, {@code [examples, outputs, output height, output width]}, in the order of {@link ChannelsLast}
     */
    void convolve(INDArray images, INDArray weights, @Nullable INDArray bias, INDArray out) {
        intoForwardWeights.with(DNNL_ARG_FROM, weights).run();
        forward.with(DNNL_ARG_SRC, images).with(DNNL_ARG_DST, out);
        if (bias != null) {
            forward.with(DNNL_ARG_BIAS, bias);
        }
        forward.run();
    }

    /**
     * Sums the gradients of weights and bias over the examples.
     *
     * @param delta the gradients before the rectifier, of {@code out}'s shape and order
     * @param weightGradients is set, of the weights' shape
     * @param biasGradients is set, {@code [1, outputs]}
     */
    void gradients(INDArray images, INDArray delta, INDArray weightGradients, @Nullable INDArray biasGradients) {
        backwardWeights.with(DNNL_ARG_SRC, images).with(DNNL_ARG_DIFF_DST, delta);
        if (biasGradients != null) {
            backwardWeights.with(DNNL_ARG_DIFF_BIAS, biasGradients);
        }
        backwardWeights.run();
        outOfWeightGradients.with(DNNL_ARG_TO, weightGradients).run();
    }

    /**
     * Computes the gradients at the input.
     *
     * @param out is set, of the images' shape and order
     */
    void inputGradients(INDArray delta, INDArray weights, INDArray out) {
        intoBackwardWeights.with(DNNL_ARG_FROM, weights).run();
        backwardData.with(DNNL_ARG_DIFF_DST, delta).with(DNNL_ARG_DIFF_SRC, out).run();
    }

    /** What the convolution is of. */
    record Shape(
            long examples,
            long channels,
            long height,
            long width,
            long outputs,
            long outHeight,
            long outWidth,
            Window window,
            boolean hasBias,
            boolean isRectified) {

        memory.desc source() {
            return ChannelsLast.layout(examples, channels, height, width);
        }

        memory.desc destination() {
            return ChannelsLast.layout(examples, outputs, outHeight, outWidth);
        }

        memory.desc bias() {
            return new memory.desc(new long[] {outputs}, memory.data_type.f32, memory.format_tag.x);
        }

        long[] weights() {
            return new long[] {outputs, channels, window.height(), window.width()};
        }

        long[] strides() {
            return new long[] {window.strideHeight(), window.strideWidth()};
        }

        /** Values left out between those that two neighbours in a kernel see. */
        long[] gaps() {
            return new long[] {window.dilationHeight() - 1, window.dilationWidth() - 1};
        }

        long[] before() {
            return new long[] {window.padTop(), window.padLeft()};
        }

        /** Padding behind the image, as far as the last place of the output needs it. */
        long[] after() {
            long seenHeight = (outHeight - 1) * window.strideHeight() + (window.height() - 1) * window.dilationHeight();
            long seenWidth = (outWidth - 1) * window.strideWidth() + (window.width() - 1) * window.dilationWidth();
            return new long[] {
                Math.max(0, seenHeight + 1 - height - window.padTop()),
                Math.max(0, seenWidth + 1 - width - window.padLeft())
            };
        }
    }

    /** What a place of the output sees of the image. */
    record Window(
            long height,
            long width,
            long strideHeight,
            long strideWidth,
            long padTop,
            long padLeft,
            long dilationHeight,
            long dilationWidth) {}
}
