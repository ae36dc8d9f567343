package org.snapshotensemble.evaluation.render.svg;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * An axis on which equal differences are equally long.
 *
 * @param low its lowest value
 * @param high its highest value, above {@code low}
 * @param from the coordinate of the lowest value
 * @param to the coordinate of the highest value
 * @param ticks the values to mark, lowest first
 */
public record LinearScale(double low, double high, double from, double to, List<Double> ticks) implements Scale {

    /** Values no further apart than this part of them would have the same words at each mark. */
    private static final double ALIKE = 1e-5;

    public LinearScale {
        checkArgument(Double.isFinite(low) && Double.isFinite(high), "ends must be finite, were %s and %s", low, high);
        checkArgument(low < high, "low must be < high, was %s with %s", low, high);
        ticks = ImmutableList.copyOf(ticks);
    }

    /**
     * An axis that ends with the values.
     *
     * @param marks about how many round values to mark
     */
    public static LinearScale of(double low, double high, double from, double to, int marks) {
        return new LinearScale(low, high, from, to, RoundNumbers.between(low, high, marks));
    }

    /** An axis from one round number to another, the values between them; some room where they are all alike. */
    public static LinearScale rounded(double low, double high, double from, double to, int marks) {
        return rounded(low, high, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, from, to, marks);
    }

    /** The same of shares of one, such as accuracies: there is no room below 0 and above 1. */
    public static LinearScale shares(double low, double high, double from, double to, int marks) {
        return rounded(low, high, 0, 1, from, to, marks);
    }

    private static LinearScale rounded(
            double low, double high, double least, double most, double from, double to, int marks) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        boolean alike = high - low <= ALIKE * size;
        double room = !alike ? 0 : size == 0 ? 1 : size / 10;
        List<Double> ticks = RoundNumbers.around(Math.max(least, low - room), Math.min(most, high + room), marks);
        return new LinearScale(ticks.get(0), ticks.get(ticks.size() - 1), from, to, ticks);
    }

    /** The same axis with marks at counts alone: whole numbers above zero. */
    public LinearScale counting() {
        List<Double> counts = ticks.stream()
                .filter(tick -> tick == Math.rint(tick) && tick > 0)
                .toList();
        return new LinearScale(low, high, from, to, counts);
    }

    @Override
    public double at(double value) {
        double within = Math.min(Math.max(value, low), high);
        return from + (to - from) * ((within - low) / (high - low));
    }
}
