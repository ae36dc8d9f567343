package org.snapshotensemble.evaluation;

/**
 * Gathers examples and the predictions of several models for them, then measures and compares the models. Used once.
 */
sealed interface Scoring permits ClassificationScoring, RegressionScoring {

    /**
     * Takes in one example.
     *
     * @param label the row of the labels
     * @param predictions {@code [model][column]}, the row of each model's output
     * @throws IllegalArgumentException if the label or a prediction cannot be measured; the message names the row
     */
    void add(double[] label, double[][] predictions);

    /** How many examples were taken in. */
    int examples();

    /** Measures all models, and compares them with the ensemble. At least one example must have been taken in. */
    Scores finish();
}
