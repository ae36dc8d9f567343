package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;

/** Puts the channels of several arrays behind each other. */
record Merge() implements Operation {

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        Extent first = inputs.get(0);
        boolean fit = inputs.stream()
                .allMatch(input -> input.isImage() == first.isImage()
                        && input.height() == first.height()
                        && input.width() == first.width());
        int channels = inputs.stream().mapToInt(Extent::channels).sum();
        return fit
                ? Optional.of(new Extent(channels, first.height(), first.width(), first.isImage()))
                : Optional.empty();
    }

    @Override
    public Step bind(List<Extent> inputs) {
        int[] lengths = inputs.stream().mapToInt(Extent::length).toArray();
        return (scratch, in, offsets, out, outOffset, examples) -> {
            int to = outOffset;
            for (int example = 0; example < examples; example++) {
                for (int input = 0; input < lengths.length; input++) {
                    int length = lengths[input];
                    System.arraycopy(in[input], offsets[input] + example * length, out, to, length);
                    to += length;
                }
            }
        };
    }

    /** Copies each input into its part of the channels. */
    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Extent extent = extent(inputs.stream().map(Tensor::extent).toList()).orElseThrow();
        Tensor merged = planner.array(extent, planner.channelsLast(extent));
        long[] from = new long[extent.shape(1).length];
        for (Tensor input : inputs) {
            long[] shape = input.extent().shape(planner.examples());
            planner.copy(input, merged.region(), merged.layout().submemory_desc(shape, from));
            from[1] += shape[1];
        }
        return Optional.of(merged);
    }
}
