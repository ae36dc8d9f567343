package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;

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
}
