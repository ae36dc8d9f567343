package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The figures of one regression model, over all columns and for each.
 *
 * @param examples the number of examples, at least 1
 * @param rmse root of the mean squared error over all examples and columns, in the unit of the labels
 * @param rmseInterval the 95 % percentile interval of {@code rmse} by the bootstrap over examples
 * @param mae mean absolute error over all examples and columns, in the unit of the labels
 * @param r2 the unweighted mean of the columns' R²
 * @param perColumn each output column's figures, in the order of the network's output
 */
public record RegressionMetrics(
        int examples, double rmse, Interval rmseInterval, double mae, double r2, List<ColumnMetrics> perColumn)
        implements Metrics {

    public RegressionMetrics {
        perColumn = ImmutableList.copyOf(perColumn);
        checkArgument(examples > 0, "examples must be > 0, was %s", examples);
        checkArgument(Double.isFinite(rmse) && rmse >= 0, "rmse must be finite and >= 0, was %s", rmse);
        checkArgument(Double.isFinite(mae) && mae >= 0, "mae must be finite and >= 0, was %s", mae);
        checkArgument(Double.isFinite(r2) && r2 <= 1, "r2 must be finite and <= 1, was %s", r2);
        checkArgument(!perColumn.isEmpty(), "perColumn must have >= 1 column, had 0");
    }
}
