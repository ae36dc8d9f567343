package org.snapshotensemble.evaluation.render.svg;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Round numbers for an axis: multiples of 1, 2 or 5 times a power of ten, computed in decimals, so that 0.3 is 0.3. */
final class RoundNumbers {

    private static final double MARGIN = 1e-9;

    private RoundNumbers() {}

    /** Those from {@code low} to {@code high}. */
    static List<Double> between(double low, double high, int count) {
        BigDecimal step = step(low, high, count);
        double slack = MARGIN * (high - low);
        return multiples(
                step,
                quotient(low - slack, step, RoundingMode.CEILING),
                quotient(high + slack, step, RoundingMode.FLOOR));
    }

    /** The fewest that begin at or below {@code low} and end at or above {@code high}. */
    static List<Double> around(double low, double high, int count) {
        BigDecimal step = step(low, high, count);
        double slack = MARGIN * (high - low);
        return multiples(
                step,
                quotient(low + slack, step, RoundingMode.FLOOR),
                quotient(high - slack, step, RoundingMode.CEILING));
    }

    private static List<Double> multiples(BigDecimal step, BigDecimal first, BigDecimal last) {
        ImmutableList.Builder<Double> numbers = ImmutableList.builder();
        for (BigDecimal times = first; times.compareTo(last) <= 0; times = times.add(BigDecimal.ONE)) {
            numbers.add(step.multiply(times).doubleValue());
        }
        return numbers.build();
    }

    private static BigDecimal quotient(double value, BigDecimal step, RoundingMode rounding) {
        return new BigDecimal(value).divide(step, 0, rounding);
    }

    private static BigDecimal step(double low, double high, int count) {
        checkArgument(low < high, "low must be < high, was %s with %s", low, high);
        checkArgument(count > 0, "count must be > 0, was %s", count);
        double rough = (high - low) / count;
        int power = (int) Math.floor(Math.log10(rough));
        for (int factor : new int[] {1, 2, 5}) {
            BigDecimal step = BigDecimal.valueOf(factor, -power);
            if (step.doubleValue() >= rough * (1 - MARGIN)) {
                return step;
            }
        }
        return BigDecimal.valueOf(1, -power - 1);
    }
}
