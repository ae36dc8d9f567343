package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;

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

    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        Extent output = extent(List.of(input.extent())).orElseThrow();
        algorithm kernel = kind == Kind.MAX ? algorithm.pooling_max : algorithm.pooling_avg_exclude_padding;
        return NativePooling.plan(
                planner, input, output, kernel, NativeWindow.of(rows, columns, input.extent(), output));
    }
}
