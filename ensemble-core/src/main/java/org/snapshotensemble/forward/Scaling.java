package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/** Multiplies each channel by a number and adds another one: what a batch norm does when it does not learn. */
record Scaling(PerChannel factors, PerChannel addends, Elementwise function) implements Operation {

    Scaling {
        if (factors.channels() != addends.channels()) {
            throw new IllegalArgumentException(
                    "factors must be as many as addends, " + addends.channels() + ", were " + factors.channels());
        }
    }

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        return Optional.of(inputs.get(0)).filter(input -> input.channels() == factors.channels());
    }

    @Override
    public Optional<Operation> then(Operation next) {
        return next instanceof Elementwise more && function == Elementwise.IDENTITY
                ? Optional.of(new Scaling(factors, addends, more))
                : Optional.empty();
    }

    @Override
    public Step bind(List<Extent> inputs) {
        int places = inputs.get(0).places();
        int length = inputs.get(0).length();
        return (scratch, in, offsets, out, outOffset, examples) -> {
            for (int example = 0; example < examples; example++) {
                for (int channel = 0; channel < factors.channels(); channel++) {
                    int at = example * length + channel * places;
                    scale(in[0], offsets[0] + at, out, outOffset + at, places, channel);
                }
            }
            function.apply(out, outOffset, outOffset + examples * length);
        };
    }

    private void scale(float[] in, int from, float[] out, int to, int places, int channel) {
        float factor = factors.at(channel);
        float addend = addends.at(channel);
        for (int i = 0; i < places; i++) {
            out[to + i] = in[from + i] * factor + addend;
        }
    }

    /** Plans it as a batch norm of values whose mean is 0 and variance 1, which has a kernel for every order of the images. */
    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Tensor given = inputs.get(0);
        // oneDNN's batch norm leaves what it finds in the channels that an order has beyond those that there are.
        Tensor input = given.isPadded() ? planner.convert(given, planner.channelsLast(given.extent())) : given;
        return kernel(input)
                .map(found -> {
                    Tensor output = planner.array(input.extent(), found.dst_desc());
                    Constants constants = planner.constants();
                    planner.step(new batch_normalization_forward(found), found.scratchpad_desc())
                            .with(DNNL_ARG_SRC, input)
                            .with(DNNL_ARG_MEAN, constants.filled(0, factors.layout()))
                            .with(DNNL_ARG_VARIANCE, constants.filled(1, factors.layout()))
                            .with(DNNL_ARG_SCALE, constants.of(factors, factors.layout()))
                            .with(DNNL_ARG_SHIFT, constants.of(addends, addends.layout()))
                            .with(DNNL_ARG_DST, output);
                    return output;
                })
                .flatMap(scaled -> function == Elementwise.IDENTITY
                        ? Optional.of(scaled)
                        : function.plan(planner, List.of(scaled)));
    }

    private Optional<batch_normalization_forward.primitive_desc> kernel(Tensor input) {
        int flags = normalization_flags.use_global_stats.value
                | normalization_flags.use_scale.value
                | normalization_flags.use_shift.value;
        return Kernels.find(() -> new batch_normalization_forward.primitive_desc(
                        new batch_normalization_forward.desc(
                                prop_kind.forward_inference.value, input.layout(), 0, flags),
                        Primitive.attributes(),
                        OneDnnEngine.cpu(),
                        false))
                .filter(found -> !Kernels.isPlainLoop(found));
    }
}
