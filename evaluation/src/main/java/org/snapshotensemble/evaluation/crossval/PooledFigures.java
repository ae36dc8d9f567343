package org.snapshotensemble.evaluation.crossval;

import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.core.Sum;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.evaluation.ColumnMetrics;
import org.snapshotensemble.evaluation.Metrics;
import org.snapshotensemble.evaluation.RegressionMetrics;

/**
 * Figures over all out-of-fold predictions at once, as if one model had made them: every example counts alike, and R² is
 * against the mean of all labels rather than a fold's.
 *
 * @param values each contender's figures
 */
public record PooledFigures(Map<Contender, Map<Measure, Double>> values) {

    public PooledFigures {
        values = values.entrySet().stream()
                .collect(ImmutableMap.toImmutableMap(
                        Map.Entry::getKey, contender -> ImmutableMap.copyOf(contender.getValue())));
    }

    /**
     * Pools the folds' figures, which are sums over their examples in disguise.
     *
     * @param folds the folds' results
     * @param data all examples, whose labels are in the targets' own unit
     */
    static PooledFigures of(List<FoldResult> folds, LabelledData data) {
        Map<Contender, Map<Measure, Double>> values = new EnumMap<>(Contender.class);
        double[] deviations =
                data.description().task() == Task.REGRESSION ? LabelDeviations.squared(data.labels()) : new double[0];
        for (Contender contender : Contender.values()) {
            List<Metrics> metrics = folds.stream()
                    .map(fold -> contender.in(fold.report()).metrics())
                    .toList();
            values.put(contender, pool(Measure.of(data.description().task()), metrics, deviations));
        }
        return new PooledFigures(values);
    }

    /**
     * Pools one contender's figures.
     *
     * @param folds its figures of each fold
     * @param deviations for regression the sum of the squared distances of all labels from their mean, a column each
     */
    static Map<Measure, Double> pool(List<Measure> measures, List<Metrics> folds, double[] deviations) {
        Map<Measure, Double> figures = new EnumMap<>(Measure.class);
        for (Measure measure : measures) {
            figures.put(measure, pool(measure, folds, deviations));
        }
        return figures;
    }

    /** A contender's figure. */
    public double value(Contender contender, Measure measure) {
        Double value = values.getOrDefault(contender, Map.of()).get(measure);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + measure + " of " + contender);
        }
        return value;
    }

    private static double pool(Measure measure, List<Metrics> folds, double[] deviations) {
        return switch (measure) {
            case ACCURACY, LOG_LOSS, MAE -> mean(folds, measure, 1);
            case RMSE -> Math.sqrt(mean(folds, measure, 2));
            case R2 -> r2(folds, deviations);
        };
    }

    /** The mean over examples of a fold's figure, raised to a power. */
    private static double mean(List<Metrics> folds, Measure measure, int power) {
        Sum sum = Sum.create();
        long examples = 0;
        for (Metrics fold : folds) {
            sum.addProduct(fold.examples(), Math.pow(measure.in(fold), power));
            examples += fold.examples();
        }
        return sum.getAsDouble() / examples;
    }

    private static double r2(List<Metrics> folds, double[] deviations) {
        Sum sum = Sum.create();
        for (int column = 0; column < deviations.length; column++) {
            Sum errors = Sum.create();
            for (Metrics fold : folds) {
                ColumnMetrics figures = ((RegressionMetrics) fold).perColumn().get(column);
                errors.addProduct(fold.examples(), figures.rmse() * figures.rmse());
            }
            double error = errors.getAsDouble();
            sum.add(deviations[column] == 0 ? (error == 0 ? 1 : 0) : 1 - error / deviations[column]);
        }
        return sum.getAsDouble() / deviations.length;
    }
}
