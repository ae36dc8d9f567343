package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/** A pooling on oneDNN, in the order in which the images come, or channels last where there is no kernel for that one. */
final class NativePooling {

    private NativePooling() {}

    /** Plans it; empty where oneDNN has nothing fast. */
    static Optional<Tensor> plan(
            NativePlanner planner, Tensor input, Extent output, algorithm kind, NativeWindow window) {
        memory.desc channelsLast = planner.channelsLast(input.extent());
        return kernel(input.layout(), planner.any(output), kind, window)
                .or(() -> kernel(channelsLast, planner.any(output), kind, window))
                .map(found -> {
                    Tensor source = planner.convert(input, found.src_desc());
                    Tensor pooled = planner.array(output, found.dst_desc());
                    planner.step(new pooling_forward(found), found.scratchpad_desc())
                            .with(DNNL_ARG_SRC, source)
                            .with(DNNL_ARG_DST, pooled);
                    return pooled;
                });
    }

    private static Optional<pooling_forward.primitive_desc> kernel(
            memory.desc from, memory.desc to, algorithm kind, NativeWindow window) {
        return Kernels.find(() -> new pooling_forward.primitive_desc(
                        new pooling_forward.desc(
                                prop_kind.forward_inference,
                                kind,
                                from,
                                to,
                                window.strides(),
                                window.size(),
                                window.before(),
                                window.after()),
                        Primitive.attributes(),
                        OneDnnEngine.cpu(),
                        false))
                .filter(Kernels::isFast);
    }
}
