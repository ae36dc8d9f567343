package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.Optional;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.post_ops;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/**
 * A function of each value by itself, as oneDNN knows it.
 *
 * @param alpha the first number of the function, whose meaning is its own
 * @param beta the second one
 */
record NativeFunction(algorithm kind, float alpha, float beta) {

    static NativeFunction of(algorithm kind) {
        return new NativeFunction(kind, 0, 0);
    }

    /** Lets an operation end with the function. */
    void appendTo(post_ops after) {
        after.append_eltwise(1, kind, alpha, beta);
    }

    /** Plans it as a step of its own; empty where oneDNN has nothing fast. */
    Optional<Tensor> plan(NativePlanner planner, Tensor input) {
        return Kernels.find(() -> new eltwise_forward.primitive_desc(
                        new eltwise_forward.desc(prop_kind.forward_inference, kind, input.layout(), alpha, beta),
                        Primitive.attributes(),
                        OneDnnEngine.cpu(),
                        false))
                .filter(Kernels::isFast)
                .map(found -> {
                    Tensor output = planner.array(input.extent(), found.dst_desc());
                    planner.step(new eltwise_forward(found), found.scratchpad_desc())
                            .with(DNNL_ARG_SRC, input)
                            .with(DNNL_ARG_DST, output);
                    return output;
                });
    }
}
