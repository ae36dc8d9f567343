package org.snapshotensemble.ensemble;

import java.util.ArrayList;
import java.util.List;

/** The mean of rows that come one by one, and how far they are apart. */
final class RunningMean {

    private final double[] sum;
    private final List<double[]> rows = new ArrayList<>();

    RunningMean(int columns) {
        sum = new double[columns];
    }

    /** Takes in a row and returns the mean so far. */
    double[] with(double[] row) {
        for (int column = 0; column < sum.length; column++) {
            sum[column] += row[column];
        }
        rows.add(row);
        return values();
    }

    /** Returns the mean so far, of at least one row. */
    double[] values() {
        double[] mean = new double[sum.length];
        for (int column = 0; column < mean.length; column++) {
            mean[column] = sum[column] / rows.size();
        }
        return mean;
    }

    /** Returns the standard deviation of the rows so far, with their number as the divisor, column by column. */
    double[] spread() {
        double[] mean = values();
        double[] spread = new double[sum.length];
        for (int column = 0; column < spread.length; column++) {
            double squares = 0;
            for (double[] row : rows) {
                double distance = row[column] - mean[column];
                squares += distance * distance;
            }
            spread[column] = Math.sqrt(squares / rows.size());
        }
        return spread;
    }

    int rows() {
        return rows.size();
    }
}
