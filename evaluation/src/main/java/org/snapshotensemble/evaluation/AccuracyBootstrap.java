package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The paired bootstrap of a difference of accuracies, with infinitely many resamples.
 *
 * <p>Only the examples that one model alone gets right move the difference. In a resample of {@code n} examples their
 * number {@code D} is binomial with probability {@code (b + c) / n}, and those of the first model are {@code B},
 * binomial with {@code D} trials of probability {@code b / (b + c)}; the difference is {@code (2 B - D) / n}. So its
 * distribution is a sum over {@code D} of binomial distribution functions, and its percentiles need no draw, no seed
 * and no patience.
 */
final class AccuracyBootstrap {

    /** Numbers of discordant examples rarer than this, at either end, are left out. */
    private static final double NEGLIGIBLE = 1e-14;

    private final int examples;
    private final int fewest;
    private final double[] probabilities;
    private final BinomialDistribution[] firstOnly;

    /**
     * The bootstrap of a paired table.
     *
     * @param examples the number of examples, at least 1
     * @param onlyFirst how many of them the first model alone gets right
     * @param onlySecond how many of them the second model alone gets right
     */
    AccuracyBootstrap(int examples, int onlyFirst, int onlySecond) {
        checkArgument(examples > 0, "examples must be > 0, was %s", examples);
        checkArgument(onlyFirst >= 0, "onlyFirst must be >= 0, was %s", onlyFirst);
        checkArgument(
                onlySecond >= 0 && onlySecond <= examples - onlyFirst,
                "onlySecond must be >= 0 and <= %s, was %s",
                examples - onlyFirst,
                onlySecond);
        this.examples = examples;
        int both = onlyFirst + onlySecond;
        BinomialDistribution discordant = BinomialDistribution.of(examples, (double) both / examples);
        double share = both == 0 ? 0 : (double) onlyFirst / both;
        fewest = discordant.inverseCumulativeProbability(NEGLIGIBLE);
        int most = discordant.inverseSurvivalProbability(NEGLIGIBLE);
        probabilities = new double[most - fewest + 1];
        firstOnly = new BinomialDistribution[probabilities.length];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = discordant.probability(fewest + i);
            firstOnly[i] = BinomialDistribution.of(fewest + i, share);
        }
    }

    /**
     * The percentile interval: the smallest differences whose distribution function reaches {@code (1 - level) / 2} and
     * {@code (1 + level) / 2}.
     */
    Interval interval(double level) {
        return new Interval(quantile((1 - level) / 2), quantile((1 + level) / 2), level);
    }

    private double quantile(double probability) {
        int low = -examples;
        int high = examples;
        while (low < high) {
            int middle = Math.floorDiv(low + high, 2);
            if (probabilityOfAtMost(middle) >= probability) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return (double) low / examples;
    }

    private double probabilityOfAtMost(int difference) {
        double probability = 0;
        for (int i = 0; i < probabilities.length; i++) {
            probability +=
                    probabilities[i] * firstOnly[i].cumulativeProbability(Math.floorDiv(fewest + i + difference, 2));
        }
        return probability;
    }
}
