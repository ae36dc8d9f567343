package org.snapshotensemble.evaluation.crossval;

import java.util.Arrays;
import org.apache.commons.numbers.core.Sum;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.backend.MatrixRows;

/** How far labels are from their mean. */
final class LabelDeviations {

    private LabelDeviations() {}

    /**
     * The sum of the squared distances from the mean, a column each; exactly 0 where all labels are equal.
     *
     * @param labels {@code [examples, columns]}
     */
    static double[] squared(INDArray labels) {
        double[][] rows = MatrixRows.of(labels);
        double[] squared = new double[labels.columns()];
        for (int column = 0; column < squared.length; column++) {
            if (isConstant(rows, column)) {
                continue;
            }
            Sum sum = Sum.create();
            for (double[] row : rows) {
                sum.add(row[column]);
            }
            double mean = sum.getAsDouble() / rows.length;
            Sum squares = Sum.create();
            for (double[] row : rows) {
                squares.addProduct(row[column] - mean, row[column] - mean);
            }
            squared[column] = squares.getAsDouble();
        }
        return squared;
    }

    /** The mean of equal values need not equal them to the last digit. */
    private static boolean isConstant(double[][] rows, int column) {
        return Arrays.stream(rows).allMatch(row -> row[column] == rows[0][column]);
    }
}
