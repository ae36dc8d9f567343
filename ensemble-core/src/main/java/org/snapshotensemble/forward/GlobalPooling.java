package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;

/** One value of each channel of an image. */
record GlobalPooling(Kind kind, boolean givesRow) implements Operation {

    enum Kind {
        MAX,
        MEAN,
        SUM
    }

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        Extent input = inputs.get(0);
        if (!input.isImage()) {
            return Optional.empty();
        }
        return Optional.of(givesRow ? Extent.row(input.channels()) : Extent.image(input.channels(), 1, 1));
    }

    @Override
    public Step bind(List<Extent> inputs) {
        int channels = inputs.get(0).channels();
        int places = inputs.get(0).places();
        return (scratch, in, offsets, out, outOffset, examples) -> {
            for (int plane = 0; plane < examples * channels; plane++) {
                out[outOffset + plane] = pool(in[0], offsets[0] + plane * places, places);
            }
        };
    }

    private float pool(float[] values, int from, int places) {
        if (kind == Kind.MAX) {
            float highest = values[from];
            for (int i = 1; i < places; i++) {
                highest = Math.max(highest, values[from + i]);
            }
            return highest;
        }
        double sum = 0;
        for (int i = 0; i < places; i++) {
            sum += values[from + i];
        }
        return (float) (kind == Kind.MEAN ? sum / places : sum);
    }
}
