package org.snapshotensemble.data;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Minimum, maximum, mean and standard deviation of every feature.
 *
 * <p>Summed in plain order, block by block: the same on any number of threads, and without a second copy of all
 * examples in double precision.
 */
final class FeatureStatistics {

    /** Values of a block, which is held in double precision. */
    private static final int BLOCK_VALUES = 1 << 20;

    private final double[] min;
    private final double[] max;
    private final double[] mean;
    private final double[] deviation;

    private FeatureStatistics(double[] min, double[] max, double[] mean, double[] deviation) {
        this.min = min;
        this.max = max;
        this.mean = mean;
        this.deviation = deviation;
    }

    /** Two passes over the examples; the deviation is the population's. */
    static FeatureStatistics of(SelectedRows examples) {
        INDArray whole = examples.whole();
        int features = (int) (whole.length() / whole.size(0));
        double[] min = new double[features];
        double[] max = new double[features];
        double[] mean = new double[features];
        double[] deviation = new double[features];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        forEachRow(examples, features, (values, first) -> {
            for (int feature = 0; feature < features; feature++) {
                double value = values[first + feature];
                min[feature] = Math.min(min[feature], value);
                max[feature] = Math.max(max[feature], value);
                mean[feature] += value;
            }
        });
        divide(mean, examples.count());
        forEachRow(examples, features, (values, first) -> {
            for (int feature = 0; feature < features; feature++) {
                double distance = values[first + feature] - mean[feature];
                deviation[feature] += distance * distance;
            }
        });
        divide(deviation, examples.count());
        for (int feature = 0; feature < features; feature++) {
            // A constant's mean may be off by a rounding, which must not pass for a spread.
            deviation[feature] = min[feature] == max[feature] ? 0 : Math.sqrt(deviation[feature]);
        }
        return new FeatureStatistics(min, max, mean, deviation);
    }

    /**
     * These statistics, with every group of so many neighboring features taken as one: all of a group have the same
     * numbers.
     */
    FeatureStatistics pooled(int group) {
        double[] pooledMin = min.clone();
        double[] pooledMax = max.clone();
        double[] pooledMean = mean.clone();
        double[] pooledDeviation = deviation.clone();
        for (int first = 0; first < min.length; first += group) {
            double smallest = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int feature = first; feature < first + group; feature++) {
                smallest = Math.min(smallest, min[feature]);
                largest = Math.max(largest, max[feature]);
                sum += mean[feature];
            }
            double center = sum / group;
            double squares = 0;
            for (int feature = first; feature < first + group; feature++) {
                double distance = mean[feature] - center;
                squares += deviation[feature] * deviation[feature] + distance * distance;
            }
            Arrays.fill(pooledMin, first, first + group, smallest);
            Arrays.fill(pooledMax, first, first + group, largest);
            Arrays.fill(pooledMean, first, first + group, center);
            double spread = smallest == largest ? 0 : Math.sqrt(squares / group);
            Arrays.fill(pooledDeviation, first, first + group, spread);
        }
        return new FeatureStatistics(pooledMin, pooledMax, pooledMean, pooledDeviation);
    }

    /** The smallest value of each feature. */
    double[] min() {
        return min;
    }

    /** The largest value of each feature. */
    double[] max() {
        return max;
    }

    /** The mean of each feature. */
    double[] mean() {
        return mean;
    }

    /** The population's standard deviation of each feature; exactly 0 for a constant. */
    double[] deviation() {
        return deviation;
    }

    /** Maximum less minimum of each feature. */
    double[] range() {
        double[] range = new double[max.length];
        for (int feature = 0; feature < range.length; feature++) {
            range[feature] = max[feature] - min[feature];
        }
        return range;
    }

    private static void divide(double[] sums, long count) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= count;
        }
    }

    private static void forEachRow(SelectedRows examples, int features, RowVisitor visitor) {
        int rows = Math.max(1, BLOCK_VALUES / features);
        for (int start = 0; start < examples.count(); start += rows) {
            int end = Math.min(examples.count(), start + rows);
            double[] block = examples.copy(start, end).data().asDouble();
            for (int first = 0; first < block.length; first += features) {
                visitor.visit(block, first);
            }
        }
    }

    @FunctionalInterface
    private interface RowVisitor {
        /** Takes the values of one row, which begin at an index of the array. */
        void visit(double[] values, int first);
    }
}
