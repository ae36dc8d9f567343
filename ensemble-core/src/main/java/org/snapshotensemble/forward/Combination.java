package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;

/** Combines arrays of one size, value by value. */
record Combination(Kind kind, Elementwise function) implements Operation {

    enum Kind {
        SUM,
        DIFFERENCE,
        PRODUCT,
        MEAN,
        MAX
    }

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        boolean areMany = kind == Kind.DIFFERENCE ? inputs.size() == 2 : inputs.size() >= 2;
        return areMany && inputs.stream().distinct().count() == 1 ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    @Override
    public Optional<Operation> then(Operation next) {
        return next instanceof Elementwise more && function == Elementwise.IDENTITY
                ? Optional.of(new Combination(kind, more))
                : Optional.empty();
    }

    @Override
    public Step bind(List<Extent> inputs) {
        int length = inputs.get(0).length();
        return (scratch, in, offsets, out, outOffset, examples) -> {
            int values = examples * length;
            System.arraycopy(in[0], offsets[0], out, outOffset, values);
            for (int input = 1; input < in.length; input++) {
                combine(in[input], offsets[input], out, outOffset, values);
            }
            if (kind == Kind.MEAN) {
                divide(out, outOffset, values, in.length);
            }
            function.apply(out, outOffset, outOffset + values);
        };
    }

    private void combine(float[] in, int from, float[] out, int to, int values) {
        switch (kind) {
            case SUM, MEAN -> {
                for (int i = 0; i < values; i++) {
                    out[to + i] += in[from + i];
                }
            }
            case DIFFERENCE -> {
                for (int i = 0; i < values; i++) {
                    out[to + i] -= in[from + i];
                }
            }
            case PRODUCT -> {
                for (int i = 0; i < values; i++) {
                    out[to + i] *= in[from + i];
                }
            }
            case MAX -> {
                for (int i = 0; i < values; i++) {
                    out[to + i] = Math.max(out[to + i], in[from + i]);
                }
            }
        }
    }

    private static void divide(float[] out, int from, int values, float divisor) {
        for (int i = from; i < from + values; i++) {
            out[i] /= divisor;
        }
    }

    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Optional<Tensor> combined = Optional.of(inputs.get(0));
        for (int input = 1; input < inputs.size(); input++) {
            Tensor next = inputs.get(input);
            boolean isLast = input == inputs.size() - 1;
            combined = combined.flatMap(before -> NativeCombination.plan(
                    planner, before, next, algorithm(), isLast ? after(inputs.size()) : new post_ops()));
        }
        return combined;
    }

    private algorithm algorithm() {
        return switch (kind) {
            case SUM, MEAN -> algorithm.binary_add;
            case DIFFERENCE -> algorithm.binary_sub;
            case PRODUCT -> algorithm.binary_mul;
            case MAX -> algorithm.binary_max;
        };
    }

    /** What follows the last one. */
    private post_ops after(int inputs) {
        post_ops after = new post_ops();
        if (kind == Kind.MEAN) {
            new NativeFunction(algorithm.eltwise_linear, 1f / inputs, 0).appendTo(after);
        }
        function.onOneDnn().ifPresent(known -> known.appendTo(after));
        return after;
    }
}
