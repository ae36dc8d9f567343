package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

import org.apache.commons.numbers.core.Sum;

/**
 * A figure over folds.
 *
 * @param mean the folds' unweighted mean
 * @param standardDeviation the sample's, divisor {@code folds - 1}
 * @param standardError {@code standardDeviation / sqrt(folds)}: too small, for the folds share training examples, and no
 *     estimate without that fault exists (Bengio and Grandvalet 2004, "No Unbiased Estimator of the Variance of K-Fold
 *     Cross-Validation")
 */
public record FoldSpread(double mean, double standardDeviation, double standardError) {

    /**
     * Of one value a fold.
     *
     * @param values at least 2
     */
    public static FoldSpread of(double[] values) {
        checkArgument(values.length >= 2, "values must be at least 2, were %s", values.length);
        double mean = Sum.of(values).getAsDouble() / values.length;
        Sum squares = Sum.create();
        for (double value : values) {
            squares.addProduct(value - mean, value - mean);
        }
        double deviation = Math.sqrt(squares.getAsDouble() / (values.length - 1));
        return new FoldSpread(mean, deviation, deviation / Math.sqrt(values.length));
    }
}
