package org.snapshotensemble.evaluation;

/** Reads a difference of a figure of which less is better: a loss or an error. */
final class LowerIsBetter {

    private LowerIsBetter() {}

    static Outcome outcome(PairedDifference difference) {
        if (difference.interval().isBelowZero()) {
            return Outcome.BETTER;
        }
        return difference.interval().isAboveZero() ? Outcome.WORSE : Outcome.UNDECIDED;
    }
}
