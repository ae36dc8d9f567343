package org.snapshotensemble.ensemble;

/** The mean of rows that come one by one. */
final class RunningMean {

    private final double[] sum;
    private int rows;

    RunningMean(int columns) {
        sum = new double[columns];
    }

    /** Takes in a row and returns the mean so far. */
    double[] with(double[] row) {
        for (int column = 0; column < sum.length; column++) {
            sum[column] += row[column];
        }
        rows++;
        return values();
    }

    /** Returns the mean so far, of at least one row. */
    double[] values() {
        double[] mean = new double[sum.length];
        for (int column = 0; column < mean.length; column++) {
            mean[column] = sum[column] / rows;
        }
        return mean;
    }

    int rows() {
        return rows;
    }
}
