package org.snapshotensemble.evaluation.render.svg;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An axis on which equal quotients are equally long.
 *
 * @param low its lowest value, above 0
 * @param high its highest value, above {@code low}
 * @param from the coordinate of the lowest value
 * @param to the coordinate of the highest value
 * @param ticks the values to mark, lowest first
 */
public record LogScale(double low, double high, double from, double to, List<Double> ticks) implements Scale {

    private static final int FEW = 3;
    private static final int FEWEST = 2;
    private static final double MARGIN = 1e-9;

    public LogScale {
        checkArgument(low > 0 && Double.isFinite(high), "ends must be > 0 and finite, were %s and %s", low, high);
        checkArgument(low < high, "low must be < high, was %s with %s", low, high);
        ticks = ImmutableList.copyOf(ticks);
    }

    /**
     * An axis that ends with the values and marks powers of ten; where there are few of them, 2 and 5 times them too, and
     * where hardly any of these, 2 to 9 times them.
     */
    public static LogScale of(double low, double high, double from, double to) {
        List<Double> marks = marks(low, high, new int[] {1});
        if (marks.size() < FEW) {
            marks = marks(low, high, new int[] {1, 2, 5});
        }
        if (marks.size() < FEWEST) {
            marks = marks(low, high, IntStream.range(1, 10).toArray());
        }
        return new LogScale(low, high, from, to, marks);
    }

    @Override
    public double at(double value) {
        double within = Math.min(Math.max(value, low), high);
        return from + (to - from) * Math.log(within / low) / Math.log(high / low);
    }

    private static List<Double> marks(double low, double high, int[] times) {
        ImmutableList.Builder<Double> marks = ImmutableList.builder();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (int factor : times) {
                double mark = Double.parseDouble(factor + "e" + power);
                if (mark >= low * (1 - MARGIN) && mark <= high * (1 + MARGIN)) {
                    marks.add(mark);
                }
            }
        }
        return marks.build();
    }
}
