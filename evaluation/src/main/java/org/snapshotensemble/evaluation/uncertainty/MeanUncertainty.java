package org.snapshotensemble.evaluation.uncertainty;

/**
 * How unsure an ensemble of classifiers is on average. One that is more unsure where it is wrong can be asked when not to
 * believe it.
 *
 * @param right the means over the examples that it has right; NaN where there is none
 * @param wrong the means over the examples that it has wrong; NaN where there is none
 */
public record MeanUncertainty(ClassUncertainty right, ClassUncertainty wrong) {}
