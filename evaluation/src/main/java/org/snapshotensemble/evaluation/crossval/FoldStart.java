package org.snapshotensemble.evaluation.crossval;

/** What a fold begins with. */
public enum FoldStart {
    /** New weights, the same for each fold, and the schedule from its beginning: folds know nothing of each other. */
    RESTART,
    /**
     * The weights of the fold before, and the schedule from where it stood; the folds are trained one after another. From
     * the second fold on the network has been trained on the examples that measure it, so the figures flatter: they are no
     * estimate of how it does on new examples.
     */
    CONTINUE
}
