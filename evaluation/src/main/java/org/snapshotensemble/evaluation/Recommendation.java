package org.snapshotensemble.evaluation;

/** What a report advises. */
public enum Recommendation {
    /**
     * The ensemble's main figure, accuracy or RMSE, is better than those of the best member, of the last one, of every
     * baseline, and of one network of averaged weights where it is measured.
     */
    ENSEMBLE,
    /** The classes are not shown to be predicted better, but the probabilities are: the log loss is lower. */
    ENSEMBLE_FOR_PROBABILITIES,
    /** No gain is shown, or a single model is better. */
    DO_NOT_ENSEMBLE
}
