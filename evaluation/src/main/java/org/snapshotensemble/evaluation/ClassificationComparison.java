package org.snapshotensemble.evaluation;

import java.util.Optional;

/**
 * The ensemble against one other classifier on the same examples. Differences are the ensemble's figure minus the
 * other's.
 *
 * @param opponent what kind of model the other one is
 * @param against the other model's name
 * @param accuracy the difference of accuracies, in [-1, 1]; above zero the ensemble is better. Its interval is that of
 *     the paired bootstrap with infinitely many resamples, computed rather than drawn
 * @param mcNemar McNemar's exact test of the same pair
 * @param logLoss the difference of log losses; below zero the ensemble is better
 * @param tempered the same with each at a temperature, where they were fitted
 */
public record ClassificationComparison(
        Opponent opponent,
        String against,
        PairedDifference accuracy,
        McNemar mcNemar,
        PairedDifference logLoss,
        Optional<TemperedComparison> tempered)
        implements Comparison {

    /** A comparison at no temperature. */
    public ClassificationComparison(
            Opponent opponent, String against, PairedDifference accuracy, McNemar mcNemar, PairedDifference logLoss) {
        this(opponent, against, accuracy, mcNemar, logLoss, Optional.empty());
    }

    /** What the accuracy shows: decided only where McNemar's test (p below 0.05) and the interval agree. */
    @Override
    public Outcome outcome() {
        if (mcNemar.pValue() >= 1 - Interval.REPORT_LEVEL) {
            return Outcome.UNDECIDED;
        }
        if (accuracy.interval().isAboveZero()) {
            return Outcome.BETTER;
        }
        return accuracy.interval().isBelowZero() ? Outcome.WORSE : Outcome.UNDECIDED;
    }

    /** What the log loss shows: decided where its interval leaves out zero. */
    public Outcome logLossOutcome() {
        return LowerIsBetter.outcome(logLoss);
    }
}
