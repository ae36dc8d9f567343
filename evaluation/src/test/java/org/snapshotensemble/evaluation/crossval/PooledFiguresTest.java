package org.snapshotensemble.evaluation.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.evaluation.ClassificationMetrics;
import org.snapshotensemble.evaluation.ColumnMetrics;
import org.snapshotensemble.evaluation.ConfusionMatrix;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.Metrics;
import org.snapshotensemble.evaluation.RegressionMetrics;

/**
 * Numbers of scikit-learn 1.2.1: each fold's figures by its metrics on the fold's predictions, the pooled ones by the same
 * metrics on all predictions.
 */
class PooledFiguresTest {

    private static Metrics classes(int[][] confusion, double logLoss) {
        return new ClassificationMetrics(ConfusionMatrix.of(confusion), List.of("a", "b", "c"), logLoss, 0.5);
    }

    private static Metrics numbers(int examples, double rmse, double mae, double r2, double rmse0, double rmse1) {
        return new RegressionMetrics(
                examples,
                rmse,
                new Interval(rmse, rmse, 0.95),
                mae,
                r2,
                List.of(new ColumnMetrics("0", rmse0, 0, 0), new ColumnMetrics("1", rmse1, 0, 0)));
    }

    @Test
    void classification_isThatOfAllPredictions() {
        List<Metrics> folds = List.of(
                classes(new int[][] {{2, 1, 1}, {0, 1, 1}, {0, 1, 0}}, 0.9206817441595092),
                classes(new int[][] {{2, 0, 0}, {0, 3, 0}, {1, 0, 0}}, 0.5045365960847582),
                classes(new int[][] {{1, 0, 0}, {0, 2, 0}, {0, 1, 2}}, 0.5559399017997236));
        Map<Measure, Double> pooled = PooledFigures.pool(Measure.of(Task.CLASSIFICATION), folds, new double[0]);
        assertThat(pooled).containsOnlyKeys(Measure.ACCURACY, Measure.LOG_LOSS);
        assertThat(pooled.get(Measure.ACCURACY)).isCloseTo(0.6842105263157895, within(1e-12));
        assertThat(pooled.get(Measure.LOG_LOSS)).isCloseTo(0.6740858524433397, within(1e-12));
    }

    @Test
    void regression_isThatOfAllPredictions_andR2IsAgainstTheMeanOfAllLabels() {
        double[][] labels = {
            {0.745, 947.559}, {1.304, 1043.807}, {2.458, 968.323}, {-0.436, 981.171}, {-1.332, 1011.368},
            {0.12, 1014.934}, {1.821, 1018.03}, {0.885, 1035.06}, {-0.872, 1004.635}, {0.788, 998.976},
            {-0.077, 1074.172}, {-1.479, 988.277}, {0.287, 1040.207}, {-0.336, 1017.173}, {0.873, 945.504},
            {-0.298, 1037.002}, {1.012, 956.094}, {0.484, 957.514}, {0.493, 1037.071}
        };
        List<Metrics> folds = List.of(
                numbers(7, 14.335108114097237, 8.043071428571414, 0.74, 0.3534806521276255, 20.269822414473303),
                numbers(6, 10.346759996088918, 5.7295833333333155, 0.74, 0.43853430120497233, 14.625955438876415),
                numbers(6, 8.163978840001995, 5.398000000000012, 0.32, 0.5862624554469327, 11.530715386884458));
        Map<Measure, Double> pooled = PooledFigures.pool(
                Measure.of(Task.REGRESSION), folds, LabelDeviations.squared(Nd4j.createFromArray(labels)));
        assertThat(pooled).containsOnlyKeys(Measure.RMSE, Measure.MAE, Measure.R2);
        assertThat(pooled.get(Measure.RMSE)).isCloseTo(11.42643110926314, within(1e-9));
        assertThat(pooled.get(Measure.MAE)).isCloseTo(6.477210526315782, within(1e-9));
        assertThat(pooled.get(Measure.R2)).isCloseTo(0.7877324555691315, within(1e-9));
    }

    @Test
    void deviations_ofEqualLabels_areExactlyNone() {
        double[][] labels = new double[11][];
        Arrays.setAll(labels, row -> new double[] {0.1, row});
        assertThat(LabelDeviations.squared(Nd4j.createFromArray(labels))).containsExactly(0, 110);
    }
}
