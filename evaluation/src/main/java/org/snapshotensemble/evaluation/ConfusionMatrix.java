package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * How many examples of each class were predicted as each class. Immutable.
 *
 * <p>Classes count from 0. Rows are the labels, columns the predictions.
 */
public final class ConfusionMatrix {

    private final int[][] counts;

    /** Kept, because every figure asks for it, and a matrix of a thousand classes is slow to sum. */
    private final int total;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
        total = Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).sum()).sum();
    }

    /**
     * A matrix of the given counts, which are copied.
     *
     * @param counts {@code [actual][predicted]}, square, at least one class, none negative
     * @throws IllegalArgumentException if a row is missing or too long, or a count is negative
     */
    public static ConfusionMatrix of(int[][] counts) {
        checkArgument(counts.length > 0, "counts must have >= 1 class, had 0");
        int[][] copy = new int[counts.length][];
        for (int actual = 0; actual < counts.length; actual++) {
            checkArgument(
                    counts[actual].length == counts.length,
                    "row %s of counts must have %s columns, had %s",
                    actual,
                    counts.length,
                    counts[actual].length);
            copy[actual] = counts[actual].clone();
            for (int predicted = 0; predicted < counts.length; predicted++) {
                checkArgument(
                        copy[actual][predicted] >= 0,
                        "count [%s][%s] must be >= 0, was %s",
                        actual,
                        predicted,
                        copy[actual][predicted]);
            }
        }
        return new ConfusionMatrix(copy);
    }

    /** The number of classes. */
    public int classes() {
        return counts.length;
    }

    /** How many examples of class {@code actual} were predicted as class {@code predicted}. */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** How many examples have the label {@code actual}. */
    public int support(int actual) {
        return Arrays.stream(counts[actual]).sum();
    }

    /** How many examples were predicted as {@code predicted}. */
    public int predictions(int predicted) {
        return Arrays.stream(counts).mapToInt(row -> row[predicted]).sum();
    }

    /** How many examples were predicted as each class, in one walk along the rows. */
    int[] predictions() {
        int[] predictions = new int[counts.length];
        for (int[] row : counts) {
            for (int predicted = 0; predicted < row.length; predicted++) {
                predictions[predicted] += row[predicted];
            }
        }
        return predictions;
    }

    /** How many examples were predicted right: the sum of the diagonal. */
    public int right() {
        int right = 0;
        for (int label = 0; label < counts.length; label++) {
            right += counts[label][label];
        }
        return right;
    }

    /** How many examples there are. */
    public int total() {
        return total;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix && Arrays.deepEquals(counts, matrix.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(counts);
    }
}
