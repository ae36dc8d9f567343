package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The figures of one output column of a regression. For labels {@code y} and predictions {@code f} of {@code n}
 * examples:
 *
 * @param name the column's name, or its index where the run kept no names
 * @param rmse root mean squared error, {@code √(1/n Σ (f - y)²)}, in the unit of the label
 * @param mae mean absolute error, {@code 1/n Σ |f - y|}, in the unit of the label
 * @param r2 coefficient of determination, {@code 1 - Σ (f - y)² / Σ (y - ȳ)²}, at most 1; for a column whose labels are
 *     all equal, 1 if every prediction is exact and 0 otherwise, as in scikit-learn
 */
public record ColumnMetrics(String name, double rmse, double mae, double r2) {

    public ColumnMetrics {
        checkArgument(Double.isFinite(rmse) && rmse >= 0, "rmse must be finite and >= 0, was %s", rmse);
        checkArgument(Double.isFinite(mae) && mae >= 0, "mae must be finite and >= 0, was %s", mae);
        checkArgument(Double.isFinite(r2) && r2 <= 1, "r2 must be finite and <= 1, was %s", r2);
    }
}
