package org.snapshotensemble.evaluation.seeds;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.numbers.core.Sum;
import org.apache.commons.statistics.distribution.TDistribution;
import org.snapshotensemble.evaluation.Interval;

/**
 * Differences of two models' figures, one a seed, and the paired t-test that their mean is 0 (Student 1908, The Probable
 * Error of a Mean).
 *
 * @param mean the differences' mean
 * @param standardDeviation the sample's, divisor {@code seeds - 1}
 * @param seeds how many differences there are, at least 2
 */
public record PairedDifferences(double mean, double standardDeviation, int seeds) {

    /** With fewer the test tells nothing: on one degree of freedom, 12.7 standard errors are 5 %. */
    public static final int FEWEST_TO_TELL = 3;

    /**
     * How far apart equal differences may seem, as a part of them: one example in a million, 1e-6, of accuracies that are
     * exact to 1e-16.
     */
    private static final double ROUNDING = 1e-9;

    public PairedDifferences {
        checkArgument(Double.isFinite(mean), "mean must be finite, was %s", mean);
        checkArgument(
                standardDeviation >= 0 && Double.isFinite(standardDeviation),
                "standardDeviation must be finite and >= 0, was %s",
                standardDeviation);
        checkArgument(seeds >= 2, "seeds must be >= 2, was %s", seeds);
    }

    /**
     * Of one difference a seed.
     *
     * @param differences at least 2
     */
    public static PairedDifferences of(double... differences) {
        checkArgument(differences.length >= 2, "differences must be at least 2, were %s", differences.length);
        double mean = Sum.of(differences).getAsDouble() / differences.length;
        // Equal ones have no deviation, whatever they and their mean are rounded to.
        if (areEqual(differences)) {
            return new PairedDifferences(differences[0], 0, differences.length);
        }
        Sum squares = Sum.create();
        for (double difference : differences) {
            squares.addProduct(difference - mean, difference - mean);
        }
        return new PairedDifferences(
                mean, Math.sqrt(squares.getAsDouble() / (differences.length - 1)), differences.length);
    }

    private static boolean areEqual(double[] differences) {
        DoubleSummaryStatistics all = Arrays.stream(differences).summaryStatistics();
        double largest = Math.max(Math.abs(all.getMin()), Math.abs(all.getMax()));
        return all.getMax() - all.getMin() <= ROUNDING * largest;
    }

    /** Mean over standard error, {@code seeds - 1} degrees of freedom; absent where all differences are equal. */
    public OptionalDouble t() {
        return standardDeviation == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(mean / (standardDeviation / Math.sqrt(seeds)));
    }

    /** The two-sided p-value, in (0, 1]; absent where all differences are equal. */
    public OptionalDouble pValue() {
        OptionalDouble t = t();
        return t.isEmpty()
                ? t
                : OptionalDouble.of(2 * TDistribution.of(seeds - 1.0).survivalProbability(Math.abs(t.getAsDouble())));
    }

    /**
     * The confidence interval of the mean that goes with the test; absent where all differences are equal.
     *
     * @param level such as {@link Interval#REPORT_LEVEL}
     */
    public Optional<Interval> interval(double level) {
        if (standardDeviation == 0) {
            return Optional.empty();
        }
        double half = TDistribution.of(seeds - 1.0).inverseSurvivalProbability((1 - level) / 2)
                * standardDeviation
                / Math.sqrt(seeds);
        return Optional.of(new Interval(mean - half, mean + half, level));
    }

    /** Whether there are seeds enough for the test to tell anything. */
    public boolean tells() {
        return seeds >= FEWEST_TO_TELL;
    }
}
