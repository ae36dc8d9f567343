package org.snapshotensemble.evaluation;

/** The figures of one model on a set of examples: of a classification or of a regression. */
public sealed interface Metrics permits ClassificationMetrics, RegressionMetrics {

    /** How many examples were measured, at least 1. */
    int examples();
}
