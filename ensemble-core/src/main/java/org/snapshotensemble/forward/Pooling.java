package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;

/** The highest value, or the mean, of what a window sees of each channel; what lies outside the image does not count. */
record Pooling(Kind kind, Window rows, Window columns) implements Operation {

    enum Kind {
        MAX,
        MEAN
    }

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        Extent input = inputs.get(0);
        if (!input.isImage()) {
            return Optional.empty();
        }
        Optional<Integer> width = columns.places(input.width());
        return width.flatMap(
                across -> rows.places(input.height()).map(down -> Extent.image(input.channels(), down, across)));
    }

    @Override
    public Step bind(List<Extent> inputs) {
        return new PoolingStep(this, inputs.get(0), extent(inputs).orElseThrow());
    }
}
