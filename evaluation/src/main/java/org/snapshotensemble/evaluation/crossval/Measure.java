package org.snapshotensemble.evaluation.crossval;

import java.util.List;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.evaluation.ClassificationMetrics;
import org.snapshotensemble.evaluation.Metrics;
import org.snapshotensemble.evaluation.RegressionMetrics;

/** A figure that each fold has. */
public enum Measure {
    /** The fraction predicted right, in [0, 1]; higher is better. */
    ACCURACY,
    /** The mean negative natural logarithm of the probability of the true class; lower is better. */
    LOG_LOSS,
    /** Root mean squared error in the targets' unit; lower is better. */
    RMSE,
    /** Mean absolute error in the targets' unit; lower is better. */
    MAE,
    /** The mean of the targets' coefficients of determination, at most 1; higher is better. */
    R2;

    /** The figures of a task, the most telling first. */
    public static List<Measure> of(Task task) {
        return switch (task) {
            case CLASSIFICATION -> List.of(ACCURACY, LOG_LOSS);
            case REGRESSION -> List.of(RMSE, MAE, R2);
        };
    }

    /** Whether more of it is better. */
    public boolean higherIsBetter() {
        return this == ACCURACY || this == R2;
    }

    /**
     * Its value for a model.
     *
     * @throws IllegalArgumentException if it belongs to the other task
     */
    public double in(Metrics metrics) {
        if (metrics instanceof ClassificationMetrics classification) {
            return switch (this) {
                case ACCURACY -> classification.accuracy();
                case LOG_LOSS -> classification.logLoss();
                case RMSE, MAE, R2 -> throw new IllegalArgumentException("a classification has no " + this);
            };
        }
        RegressionMetrics regression = (RegressionMetrics) metrics;
        return switch (this) {
            case RMSE -> regression.rmse();
            case MAE -> regression.mae();
            case R2 -> regression.r2();
            case ACCURACY, LOG_LOSS -> throw new IllegalArgumentException("a regression has no " + this);
        };
    }
}
