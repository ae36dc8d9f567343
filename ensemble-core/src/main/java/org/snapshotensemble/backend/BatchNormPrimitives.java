package org.snapshotensemble.backend;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.Arrays;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/**
 * oneDNN's batch norm of images in the order of {@link ChannelsLast}, by the moments of the batch; not for several threads.
 * The variance is that of the batch itself, divided by the number of values.
 */
final class BatchNormPrimitives {

    private final long[] shape;
    private final float epsilon;
    private final boolean rectifies;
    private final INDArray mean;
    private final INDArray variance;
    private final Primitive forward;
    private final Primitive backward;

    /**
     * Makes them for images of a shape.
     *
     * @param rectifies whether what is normalized is rectified, too
     */
    BatchNormPrimitives(double epsilon, boolean rectifies, long... shape) {
        this.shape = shape.clone();
        this.epsilon = (float) epsilon;
        this.rectifies = rectifies;
        try (var outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            mean = Nd4j.createUninitialized(DataType.FLOAT, shape[1]);
            variance = Nd4j.createUninitialized(DataType.FLOAT, shape[1]);
        }
        memory.desc images = ChannelsLast.layout(shape);
        memory.desc channels = new memory.desc(new long[] {shape[1]}, memory.data_type.f32, memory.format_tag.x);
        int flags = normalization_flags.use_scale.value
                | normalization_flags.use_shift.value
                | (rectifies ? normalization_flags.fuse_norm_relu.value : 0);
        var forwardDescription = new batch_normalization_forward.primitive_desc(
                new batch_normalization_forward.desc(prop_kind.forward_training.value, images, this.epsilon, flags),
                Primitive.attributes(),
                OneDnnEngine.cpu(),
                false);
        var backwardDescription = new batch_normalization_backward.primitive_desc(
                new batch_normalization_backward.desc(prop_kind.backward.value, images, images, this.epsilon, flags),
                Primitive.attributes(),
                OneDnnEngine.cpu(),
                forwardDescription,
                false);
        forward = Primitive.of(
                        new batch_normalization_forward(forwardDescription), forwardDescription.scratchpad_desc())
                .takes(DNNL_ARG_SRC, images)
                .takes(DNNL_ARG_DST, images)
                .takes(DNNL_ARG_SCALE, channels)
                .takes(DNNL_ARG_SHIFT, channels)
                .takes(DNNL_ARG_MEAN, channels)
                .takes(DNNL_ARG_VARIANCE, channels);
        backward = Primitive.of(
                        new batch_normalization_backward(backwardDescription), backwardDescription.scratchpad_desc())
                .takes(DNNL_ARG_SRC, images)
                .takes(DNNL_ARG_DIFF_DST, images)
                .takes(DNNL_ARG_DIFF_SRC, images)
                .takes(DNNL_ARG_SCALE, channels)
                .takes(DNNL_ARG_SHIFT, channels)
                .takes(DNNL_ARG_MEAN, channels)
                .takes(DNNL_ARG_VARIANCE, channels)
                .takes(DNNL_ARG_DIFF_SCALE, channels)
                .takes(DNNL_ARG_DIFF_SHIFT, channels);
        if (rectifies) {
            memory aboveZero = new memory(forwardDescription.workspace_desc(), OneDnnEngine.cpu());
            forward.takes(DNNL_ARG_WORKSPACE, aboveZero);
            backward.takes(DNNL_ARG_WORKSPACE, aboveZero);
        }
    }

    boolean rectifies() {
        return rectifies;
    }

    boolean fits(INDArray images, double otherEpsilon) {
        return (float) otherEpsilon == epsilon && Arrays.equals(shape, images.shape());
    }

    /** Returns the means of the last batch, {@code [channels]}. */
    INDArray mean() {
        return mean;
    }

    /** Returns the variances of the last batch, {@code [channels]}. */
    INDArray variance() {
        return variance;
    }

    void normalize(INDArray images, INDArray gamma, INDArray beta, INDArray out) {
        forward.with(DNNL_ARG_SRC, images)
                .with(DNNL_ARG_SCALE, gamma)
                .with(DNNL_ARG_SHIFT, beta)
                .with(DNNL_ARG_MEAN, mean)
                .with(DNNL_ARG_VARIANCE, variance)
                .with(DNNL_ARG_DST, out)
                .run();
    }

    /** Computes the gradients at the input, and those of gamma and beta, of the last batch. */
    void propagate(
            INDArray images,
            INDArray outputGradients,
            INDArray gamma,
            INDArray beta,
            INDArray gammaGradients,
            INDArray betaGradients,
            INDArray out) {
        backward.with(DNNL_ARG_SRC, images)
                .with(DNNL_ARG_DIFF_DST, outputGradients)
                .with(DNNL_ARG_SCALE, gamma)
                .with(DNNL_ARG_SHIFT, beta)
                .with(DNNL_ARG_MEAN, mean)
                .with(DNNL_ARG_VARIANCE, variance)
                .with(DNNL_ARG_DIFF_SCALE, gammaGradients)
                .with(DNNL_ARG_DIFF_SHIFT, betaGradients)
                .with(DNNL_ARG_DIFF_SRC, out)
                .run();
    }
}
