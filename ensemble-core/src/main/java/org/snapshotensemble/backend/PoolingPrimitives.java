package org.snapshotensemble.backend;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/**
 * oneDNN's maximum over windows of images in the order of {@link ChannelsLast}, which keeps where the maxima were; not for
 * several threads.
 */
final class PoolingPrimitives {

    private final long[] shape;
    private final Primitive forward;
    private final Primitive backward;

    /**
     * Makes the operations.
     *
     * @param shape of the images
     * @param outShape of what comes of them
     * @param before padding above and left of an image
     */
    PoolingPrimitives(long[] shape, long[] outShape, long[] kernel, long[] strides, long[] before) {
        this.shape = shape.clone();
        memory.desc images = ChannelsLast.layout(shape);
        memory.desc maxima = ChannelsLast.layout(outShape);
        long[] after = new long[2];
        Arrays.setAll(
                after,
                side -> Math.max(
                        0, (outShape[2 + side] - 1) * strides[side] + kernel[side] - shape[2 + side] - before[side]));
        var forwardDescription = new pooling_forward.primitive_desc(
                new pooling_forward.desc(
                        prop_kind.forward_training,
                        algorithm.pooling_max,
                        images,
                        maxima,
                        strides,
                        kernel,
                        before,
                        after),
                Primitive.attributes(),
                OneDnnEngine.cpu(),
                false);
        var backwardDescription = new pooling_backward.primitive_desc(
                new pooling_backward.desc(algorithm.pooling_max, images, maxima, strides, kernel, before, after),
                Primitive.attributes(),
                OneDnnEngine.cpu(),
                forwardDescription,
                false);
        memory places = new memory(forwardDescription.workspace_desc(), OneDnnEngine.cpu());
        forward = Primitive.of(new pooling_forward(forwardDescription), forwardDescription.scratchpad_desc())
                .takes(DNNL_ARG_SRC, images)
                .takes(DNNL_ARG_DST, maxima)
                .takes(DNNL_ARG_WORKSPACE, places);
        backward = Primitive.of(new pooling_backward(backwardDescription), backwardDescription.scratchpad_desc())
                .takes(DNNL_ARG_DIFF_DST, maxima)
                .takes(DNNL_ARG_DIFF_SRC, images)
                .takes(DNNL_ARG_WORKSPACE, places);
    }

    boolean fits(INDArray images) {
        return Arrays.equals(shape, images.shape());
    }

    void pool(INDArray images, INDArray out) {
        forward.with(DNNL_ARG_SRC, images).with(DNNL_ARG_DST, out).run();
    }

    /** Gives the gradients at the output to where the maxima of the last images were, and 0 to the other places. */
    void propagate(INDArray gradients, INDArray out) {
        backward.with(DNNL_ARG_DIFF_DST, gradients).with(DNNL_ARG_DIFF_SRC, out).run();
    }
}
