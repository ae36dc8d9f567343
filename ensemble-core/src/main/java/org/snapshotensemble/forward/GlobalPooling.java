package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.deeplearning4j.nn.conf.ConvolutionMode;

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

    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Tensor input = inputs.get(0);
        Extent size = input.extent();
        algorithm kernel = kind == Kind.MAX ? algorithm.pooling_max : algorithm.pooling_avg_exclude_padding;
        Window rows = new Window(size.height(), 1, 1, 0, ConvolutionMode.Truncate);
        Window columns = new Window(size.width(), 1, 1, 0, ConvolutionMode.Truncate);
        Extent one = Extent.image(size.channels(), 1, 1);
        return NativePooling.plan(planner, input, one, kernel, NativeWindow.of(rows, columns, size, one))
                .flatMap(pooled -> kind == Kind.SUM ? times(size.places(), planner, pooled) : Optional.of(pooled))
                .map(pooled -> givesRow ? planner.view(pooled, Extent.row(size.channels())) : pooled);
    }

    private static Optional<Tensor> times(float factor, NativePlanner planner, Tensor values) {
        NativeFunction times = new NativeFunction(algorithm.eltwise_linear, factor, 0);
        return times.plan(planner, values);
    }
}
