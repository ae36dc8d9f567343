package org.snapshotensemble.evaluation.crossval;

/**
 * What a cross-validation gives.
 *
 * @param report the figures
 * @param predictions what each example's fold says of it
 */
public record CrossValidationResult(CrossValidationReport report, OutOfFoldPredictions predictions) {}
