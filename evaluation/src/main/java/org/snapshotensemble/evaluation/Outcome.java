package org.snapshotensemble.evaluation;

/** What a comparison shows of the ensemble, at the 95 % level. */
public enum Outcome {
    /** The ensemble is better, and chance is an unlikely cause. */
    BETTER,
    /** Neither is shown to be better. */
    UNDECIDED,
    /** The other model is better, and chance is an unlikely cause. */
    WORSE
}
