package org.snapshotensemble.evaluation;

/**
 * An ensemble that has been measured.
 *
 * @param report the figures
 * @param scores what it made of each example
 */
public record MeasuredEnsemble(EnsembleReport report, ExampleScores scores) {}
