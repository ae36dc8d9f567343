package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.snapshotensemble.network.ClassNumber;

/**
 * Reads the rows of a classifier's labels and outputs: one column a class, or a single sigmoid column for two classes. A label
 * may also be the number of its class alone, as a sparse loss takes it, and that of a single column one-hot.
 *
 * @param columns the number of the network's output columns, at least 1
 * @param classNames one name a class, two where there is one column
 */
record ClassLabels(int columns, List<String> classNames) {

    ClassLabels {
        classNames = ImmutableList.copyOf(classNames);
        checkArgument(columns > 0, "columns must be > 0, was %s", columns);
        int classes = Math.max(columns, 2);
        checkArgument(classNames.size() == classes, "class names must be %s, were %s", classes, classNames.size());
    }

    int classes() {
        return classNames.size();
    }

    /**
     * The class that a label row names.
     *
     * @param row the row's number, for the message
     * @throws IllegalArgumentException if the row is not one-hot, nor the number of a class
     */
    int classOf(double[] label, int row) {
        if (label.length == 1 && columns > 1) {
            return classOf(label[0], row);
        }
        if (label.length != columns && label.length != classes()) {
            throw new IllegalArgumentException(
                    "row %s: label must have %s columns, had %s".formatted(row, columns, label.length));
        }
        if (label.length == 1) {
            if (label[0] != 0 && label[0] != 1) {
                throw new IllegalArgumentException("row %s: label must be 0 or 1, was %s".formatted(row, label[0]));
            }
            return (int) label[0];
        }
        int actual = -1;
        for (int column = 0; column < label.length; column++) {
            boolean hot = label[column] == 1;
            if ((!hot && label[column] != 0) || (hot && actual >= 0)) {
                throw notOneHot(label, row);
            }
            actual = hot ? column : actual;
        }
        if (actual < 0) {
            throw notOneHot(label, row);
        }
        return actual;
    }

    private int classOf(double number, int row) {
        try {
            return ClassNumber.of(number, columns);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("row %s: %s".formatted(row, e.getMessage()), e);
        }
    }

    /** One probability a class: the row itself, or {@code 1 - p} and {@code p} of a single column. */
    double[] probabilities(double[] output) {
        return columns == 1 ? new double[] {1 - output[0], output[0]} : output;
    }

    private static IllegalArgumentException notOneHot(double[] label, int row) {
        String shown = label.length <= 20
                ? Arrays.toString(label)
                : "%s of %s columns".formatted(Arrays.toString(Arrays.copyOf(label, 20)), label.length);
        return new IllegalArgumentException(
                "row %s: label must be one-hot (a single 1, the rest 0), was %s".formatted(row, shown));
    }
}
