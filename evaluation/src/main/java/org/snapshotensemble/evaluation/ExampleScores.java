package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What an ensemble made of each example: a bit and a loss, so that ensembles which took different roads to the same
 * examples can be compared in pairs, example by example.
 */
public final class ExampleScores {

    private final Optional<BitSet> right;
    private final double[] losses;

    private ExampleScores(Optional<BitSet> right, double[] losses) {
        this.right = right;
        this.losses = losses;
    }

    static ExampleScores ofClassification(BitSet right, double[] logLosses) {
        return new ExampleScores(Optional.of(right), logLosses);
    }

    static ExampleScores ofRegression(double[] meanSquares) {
        return new ExampleScores(Optional.empty(), meanSquares);
    }

    /** How many examples there are. */
    public int examples() {
        return losses.length;
    }

    /**
     * Compares with the ensemble of another run: differences are this one's figure minus the other's. The intervals are as
     * in the report of one run, those of the log loss and the RMSE from 10,000 resamples drawn with seed 1.
     *
     * @param name what to call the other run
     * @throws IllegalArgumentException if the other has another number of examples, or one is of a regression alone
     */
    public Comparison against(String name, ExampleScores other) {
        checkArgument(
                losses.length == other.losses.length && right.isPresent() == other.right.isPresent(),
                "the other ensemble must be measured on the same %s examples of the same task, was on %s",
                losses.length,
                other.losses.length);
        ResampledMeans means = ResampledMeans.of(
                List.of(losses, other.losses), Resampling.DEFAULT.resamples(), Resampling.DEFAULT.seed());
        if (right.isEmpty()) {
            return new RegressionComparison(
                    Opponent.OTHER_RUN,
                    name,
                    new PairedDifference(
                            Math.sqrt(mean(losses)) - Math.sqrt(mean(other.losses)),
                            means.interval(
                                    resample -> Math.sqrt(means.mean(0, resample)) - Math.sqrt(means.mean(1, resample)),
                                    Interval.REPORT_LEVEL)));
        }
        McNemar counts = new McNemar(
                alone(right.get(), other.right.orElseThrow()), alone(other.right.orElseThrow(), right.get()));
        return new ClassificationComparison(
                Opponent.OTHER_RUN,
                name,
                PairedDifference.ofAccuracies(losses.length, counts),
                counts,
                new PairedDifference(
                        mean(losses) - mean(other.losses),
                        means.interval(
                                resample -> means.mean(0, resample) - means.mean(1, resample), Interval.REPORT_LEVEL)));
    }

    private static int alone(BitSet one, BitSet other) {
        BitSet alone = (BitSet) one.clone();
        alone.andNot(other);
        return alone.cardinality();
    }

    private static double mean(double... values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
