package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A figure of the ensemble minus the same figure of another model, both on the same examples.
 *
 * @param value the difference, finite, in the unit of the figure
 * @param interval the percentile interval of the paired bootstrap: examples are drawn with replacement, and each draw
 *     counts for both models (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13)
 */
public record PairedDifference(double value, Interval interval) {

    public PairedDifference {
        checkArgument(Double.isFinite(value), "value must be finite, was %s", value);
    }

    /** The difference of two accuracies on so many examples. */
    static PairedDifference ofAccuracies(int examples, McNemar counts) {
        return new PairedDifference(
                (double) (counts.onlyEnsembleRight() - counts.onlyOtherRight()) / examples,
                new AccuracyBootstrap(examples, counts.onlyEnsembleRight(), counts.onlyOtherRight())
                        .interval(Interval.REPORT_LEVEL));
    }
}
