package org.snapshotensemble.evaluation;

/** The ensemble against one other model on the same examples. */
public sealed interface Comparison permits ClassificationComparison, RegressionComparison {

    /** What kind of model the other one is. */
    Opponent opponent();

    /** The other model's name. */
    String against();

    /** What the main figure, accuracy or RMSE, shows. */
    Outcome outcome();
}
