package org.snapshotensemble.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Examples with their labels, as they were read: no scaling yet. A choice of examples, such as a part that a split makes,
 * shares the arrays of the data that it was chosen from.
 */
public final class LabelledData {

    private final SelectedRows features;
    private final SelectedRows labels;
    private final DataDescription description;

    /**
     * Checks that features, labels and description belong together. The arrays are kept, not copied.
     *
     * @param features rows {@code [examples, columns]} or images {@code [examples, channels, height, width]}, 32-bit
     *     floats; or unsigned bytes, which become floats where the features are asked for
     * @param labels one-hot {@code [examples, classes]} or targets {@code [examples, targets]}, 32-bit floats
     * @param description where they came from and what they mean
     */
    public LabelledData(INDArray features, INDArray labels, DataDescription description) {
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
        this.features = SelectedRows.all(features);
        this.labels = SelectedRows.all(labels);
        this.description = description;
    }

    private LabelledData(LabelledData whole, int[] rows) {
        this.features = new SelectedRows(whole.features.whole(), Optional.of(rows));
        this.labels = new SelectedRows(whole.labels.whole(), Optional.of(rows));
        this.description = whole.description;
    }

    /**
     * The features, {@code [examples, …]}, 32-bit floats: of whole data the array itself, of a choice of examples, and of
     * images that are kept as bytes, a new copy at each call. {@link BatchSource#shuffled(LabelledData, Scaling, int, long)} copies no more than a batch.
     */
    public INDArray features() {
        return features.array();
    }

    /** The labels, {@code [examples, outputs]}; as {@link #features()}, the array itself or a new copy. */
    public INDArray labels() {
        return labels.array();
    }

    /** Where the data came from and what they mean. */
    public DataDescription description() {
        return description;
    }

    SelectedRows featureRows() {
        return features;
    }

    SelectedRows labelRows() {
        return labels;
    }

    /** The number of examples, at least 1. */
    public int size() {
        return features.count();
    }

    /** The number of outputs a network for this data has: classes or targets. */
    public int outputs() {
        return (int) labels.whole().size(1);
    }

    /**
     * Some of the examples, in the order given; no array is copied.
     *
     * @param rows indices of examples, from 0, at least one
     * @throws IllegalArgumentException if there is no index or one is out of range
     */
    public LabelledData rows(int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("rows must not be empty");
        }
        for (int row : rows) {
            if (row < 0 || row >= size()) {
                throw new IllegalArgumentException("rows must be in [0, " + size() + "), had " + row);
            }
        }
        return new LabelledData(this, ofWhole(rows));
    }

    private int[] ofWhole(int[] rows) {
        return features.selection()
                .map(mine -> Arrays.stream(rows).map(row -> mine[row]).toArray())
                .orElseGet(rows::clone);
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
        return labels().argMax(1).toIntVector();
    }

    /** Whether the other has the same examples in the same order, described alike. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledData data
                && description.equals(data.description)
                && features().equals(data.features())
                && labels().equals(data.labels());
    }

    @Override
    public int hashCode() {
        return Objects.hash(description, size());
    }

    @Override
    public String toString() {
        return "LabelledData[" + size() + " examples of " + description.source() + "]";
    }
}
