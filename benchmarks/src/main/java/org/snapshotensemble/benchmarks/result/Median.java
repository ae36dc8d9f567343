package org.snapshotensemble.benchmarks.result;

import java.util.List;

/** The value in the middle. */
public final class Median {

    private Median() {}

    /**
     * Returns the median; of an even number of values the mean of the two in the middle.
     *
     * @throws IllegalArgumentException if there is no value
     */
    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values must not be empty");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
