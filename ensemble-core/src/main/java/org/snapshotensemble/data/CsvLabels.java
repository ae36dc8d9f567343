package org.snapshotensemble.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Collects the labels of a CSV file's rows. */
interface CsvLabels {

    /**
     * Takes the label of the next row.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    void add(String cell);

    /**
     * The names of the classes, in the order of the label's columns; empty for regression.
     *
     * @throws IllegalArgumentException if the labels are none to learn from
     */
    List<String> classes();

    /** All labels: one-hot {@code [examples, classes]} or targets {@code [examples, 1]}. */
    INDArray take();
}
