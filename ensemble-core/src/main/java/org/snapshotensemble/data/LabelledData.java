package org.snapshotensemble.data;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples with their labels, as they were read: no scaling yet.
 *
 * @param features rows {@code [examples, columns]} or images {@code [examples, channels, height, width]}, 32-bit floats
 * @param labels one-hot {@code [examples, classes]} or targets {@code [examples, targets]}, 32-bit floats
 * @param description where they came from and what they mean
 */
public record LabelledData(INDArray features, INDArray labels, DataDescription description) {

    /** Checks that features, labels and description belong together. */
    public LabelledData {
        int examples = Rows.count("features", features);
        if (Rows.count("labels", labels) != examples) {
            throw new IllegalArgumentException(
                    "labels must have a row for each of the " + examples + " examples, had " + labels.size(0));
        }
        if (labels.rank() != 2) {
            throw new IllegalArgumentException(
                    "labels must be [examples, outputs], was " + Arrays.toString(labels.shape()));
        }
        long[] expected = description
                .imageSize()
                .map(size -> new long[] {examples, size.channels(), size.height(), size.width()})
                .orElse(new long[] {examples, description.columns().size()});
        if (!Arrays.equals(features.shape(), expected)) {
            throw new IllegalArgumentException(
                    "features must be " + Arrays.toString(expected) + ", was " + Arrays.toString(features.shape()));
        }
        int classes = description.classes().size();
        if (description.task() == Task.CLASSIFICATION && labels.size(1) != classes) {
            throw new IllegalArgumentException(
                    "labels must have a column for each of the " + classes + " classes, had " + labels.size(1));
        }
    }

    /** The number of examples, at least 1. */
    public int size() {
        return (int) features.size(0);
    }

    /** The number of outputs a network for this data has: classes or targets. */
    public int outputs() {
        return (int) labels.size(1);
    }

    /**
     * A copy of some examples, in the order given.
     *
     * @param rows indices of examples, from 0, at least one
     * @throws IllegalArgumentException if there is no index or one is out of range
     */
    public LabelledData rows(int[] rows) {
        for (int row : rows) {
            if (row < 0 || row >= size()) {
                throw new IllegalArgumentException("rows must be in [0, " + size() + "), had " + row);
            }
        }
        return new LabelledData(Rows.of(features, rows), Rows.of(labels, rows), description);
    }

    /**
     * The class of each example, an index into the description's classes.
     *
     * @throws IllegalStateException if the task is not classification
     */
    public int[] classIndices() {
        if (description.task() != Task.CLASSIFICATION) {
            throw new IllegalStateException("task must be CLASSIFICATION to have classes, was " + description.task());
        }
        return labels.argMax(1).toIntVector();
    }
}
