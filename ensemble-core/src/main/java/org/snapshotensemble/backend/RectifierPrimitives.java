package org.snapshotensemble.backend;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.Arrays;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/** oneDNN's rectifier on images in the order of {@link ChannelsLast}; not for several threads. */
final class RectifierPrimitives {

    private final long[] shape;
    private final Primitive forward;
    private final Primitive backward;
    private final Primitive copy;

    RectifierPrimitives(long... shape) {
        this.shape = shape.clone();
        memory.desc layout = ChannelsLast.layout(shape);
        var forwardDescription = new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(prop_kind.forward_training, algorithm.eltwise_relu, layout, 0, 0),
                Primitive.attributes(),
                OneDnnEngine.cpu(),
                false);
        var backwardDescription = new eltwise_backward.primitive_desc(
                new eltwise_backward.desc(algorithm.eltwise_relu, layout, layout, 0, 0),
                Primitive.attributes(),
                OneDnnEngine.cpu(),
                forwardDescription,
                false);
        forward = Primitive.of(new eltwise_forward(forwardDescription), forwardDescription.scratchpad_desc())
                .takes(DNNL_ARG_SRC, layout)
                .takes(DNNL_ARG_DST, layout);
        backward = Primitive.of(new eltwise_backward(backwardDescription), backwardDescription.scratchpad_desc())
                .takes(DNNL_ARG_SRC, layout)
                .takes(DNNL_ARG_DIFF_DST, layout)
                .takes(DNNL_ARG_DIFF_SRC, layout);
        copy = Primitive.reorder(layout, layout);
    }

    boolean fits(INDArray images) {
        return Arrays.equals(shape, images.shape());
    }

    void rectify(INDArray images, INDArray out) {
        forward.with(DNNL_ARG_SRC, images).with(DNNL_ARG_DST, out).run();
    }

    /**
     * Passes on the gradients of values that are above 0.
     *
     * @param values the rectifier's inputs or its outputs: the same of them are above 0
     */
    void propagate(INDArray values, INDArray gradients, INDArray out) {
        backward.with(DNNL_ARG_SRC, values)
                .with(DNNL_ARG_DIFF_DST, gradients)
                .with(DNNL_ARG_DIFF_SRC, out)
                .run();
    }

    /** Passes on all gradients, where another has masked them or will. */
    void passOn(INDArray gradients, INDArray out) {
        copy.run(gradients, out);
    }
}
