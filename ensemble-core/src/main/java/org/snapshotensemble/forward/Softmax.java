package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.softmax_forward;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/** Makes probabilities of each row: {@code exp(x_i) / sum_j exp(x_j)}. */
record Softmax() implements Operation {

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        return Optional.of(inputs.get(0)).filter(input -> !input.isImage());
    }

    @Override
    public Step bind(List<Extent> inputs) {
        int length = inputs.get(0).length();
        return (scratch, in, offsets, out, outOffset, examples) -> {
            for (int example = 0; example < examples; example++) {
                row(in[0], offsets[0] + example * length, out, outOffset + example * length, length);
            }
        };
    }

    private static void row(float[] in, int from, float[] out, int to, int length) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            highest = Math.max(highest, in[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            double power = Math.exp((double) in[from + i] - highest);
            out[to + i] = (float) power;
            sum += power;
        }
        for (int i = 0; i < length; i++) {
            out[to + i] = (float) (out[to + i] / sum);
        }
    }

    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Tensor input = planner.plain(inputs.get(0));
        return Kernels.find(() -> new softmax_forward.primitive_desc(
                        new softmax_forward.desc(prop_kind.forward_inference, input.layout(), 1),
                        Primitive.attributes(),
                        OneDnnEngine.cpu(),
                        false))
                .filter(Kernels::isFast)
                .map(description -> {
                    Tensor output = planner.array(input.extent(), description.dst_desc());
                    planner.step(new softmax_forward(description), description.scratchpad_desc())
                            .with(DNNL_ARG_SRC, input)
                            .with(DNNL_ARG_DST, output);
                    return output;
                });
    }
}
