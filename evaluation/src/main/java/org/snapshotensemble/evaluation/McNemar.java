package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's exact test of two classifiers on the same examples (McNemar 1947): of the examples that only one of them
 * gets right, does each get its half, but for chance?
 *
 * @param onlyEnsembleRight how many examples the ensemble alone gets right, {@code >= 0}
 * @param onlyOtherRight how many examples the other model alone gets right, {@code >= 0}
 */
public record McNemar(int onlyEnsembleRight, int onlyOtherRight) {

    public McNemar {
        checkArgument(onlyEnsembleRight >= 0, "onlyEnsembleRight must be >= 0, was %s", onlyEnsembleRight);
        checkArgument(onlyOtherRight >= 0, "onlyOtherRight must be >= 0, was %s", onlyOtherRight);
    }

    /**
     * The two-sided p-value, in (0, 1]: {@code min(1, 2 P(X <= min(b, c)))} for {@code X} binomial with {@code b + c}
     * trials of probability 1/2, where {@code b} and {@code c} are the two counts; 1 where both are 0.
     */
    public double pValue() {
        int discordant = Math.addExact(onlyEnsembleRight, onlyOtherRight);
        double tail = BinomialDistribution.of(discordant, 0.5)
                .cumulativeProbability(Math.min(onlyEnsembleRight, onlyOtherRight));
        return Math.min(1, 2 * tail);
    }
}
