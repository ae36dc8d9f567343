package org.snapshotensemble.evaluation.render.picture;

import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.ModelScore;
import org.snapshotensemble.evaluation.RegressionMetrics;

/**
 * The figure by which models are compared: the accuracy of a classification, the RMSE of a regression.
 *
 * @param value the figure
 * @param interval its 95 % interval
 */
public record MainFigure(double value, Interval interval) {

    /** The figure of one model. */
    public static MainFigure of(ModelScore score) {
        return score.metrics() instanceof RegressionMetrics
                ? new MainFigure(score.rmse(), score.rmseInterval())
                : new MainFigure(score.accuracy(), score.accuracyInterval());
    }
}
