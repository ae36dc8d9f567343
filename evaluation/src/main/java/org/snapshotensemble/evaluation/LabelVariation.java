package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.core.Sum;

/**
 * How much each column of a regression's labels varies: the yardstick of R².
 *
 * @param names the columns' names
 * @param squaredDeviations each column's sum of squared deviations from its mean; exactly 0 where all labels are equal
 */
record LabelVariation(List<String> names, List<Double> squaredDeviations) {

    LabelVariation {
        names = ImmutableList.copyOf(names);
        squaredDeviations = ImmutableList.copyOf(squaredDeviations);
    }

    /** Measures columns of labels, each at least one value long. */
    static LabelVariation of(List<String> names, List<double[]> columns) {
        return new LabelVariation(
                names, columns.stream().map(LabelVariation::squaredDeviation).toList());
    }

    private static double squaredDeviation(double[] values) {
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            // The mean of equal values need not equal them to the last digit.
            return 0;
        }
        double mean = Sum.of(values).getAsDouble() / values.length;
        Sum sum = Sum.create();
        for (double value : values) {
            sum.addProduct(value - mean, value - mean);
        }
        return sum.getAsDouble();
    }
}
