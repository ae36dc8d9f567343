package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/** Two arrays of one size, combined on oneDNN in the order of the first one. */
final class NativeCombination {

    private NativeCombination() {}

    /** Plans it; empty where oneDNN has nothing fast. */
    static Optional<Tensor> plan(NativePlanner planner, Tensor first, Tensor second, algorithm kind, post_ops after) {
        primitive_attr attributes = Primitive.attributes();
        attributes.set_post_ops(after);
        return Kernels.find(() -> new binary.primitive_desc(
                        new binary.desc(kind, first.layout(), first.layout(), first.layout()),
                        attributes,
                        OneDnnEngine.cpu(),
                        false))
                .filter(Kernels::isFast)
                .map(found -> {
                    Tensor other = planner.convert(second, first.layout());
                    Tensor combined = planner.array(first.extent(), found.dst_desc());
                    planner.step(new binary(found), found.scratchpad_desc())
                            .with(DNNL_ARG_SRC_0, first)
                            .with(DNNL_ARG_SRC_1, other)
                            .with(DNNL_ARG_DST, combined);
                    return combined;
                });
    }
}
