package org.snapshotensemble.evaluation;

/**
 * The ensemble against one other regression model on the same examples.
 *
 * @param opponent what kind of model the other one is
 * @param against the other model's name
 * @param rmse the ensemble's RMSE minus the other's, in the unit of the labels; below zero the ensemble is better
 */
public record RegressionComparison(Opponent opponent, String against, PairedDifference rmse) implements Comparison {

    /** What the RMSE shows: decided where its interval leaves out zero. */
    @Override
    public Outcome outcome() {
        return LowerIsBetter.outcome(rmse);
    }
}
