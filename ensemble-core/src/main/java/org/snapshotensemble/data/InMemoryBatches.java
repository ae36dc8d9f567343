package org.snapshotensemble.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Batches cut from arrays in memory; each batch is a copy of its rows. */
final class InMemoryBatches implements BatchSource {

    private final MultiDataSet examples;
    private final int rows;
    private final int count;
    private final int batchSize;
    private final BatchOrder order;

    InMemoryBatches(MultiDataSet examples, int batchSize, BatchOrder order) {
        this(examples, Optional.empty(), batchSize, order);
    }

    /** Of some rows alone. */
    InMemoryBatches(MultiDataSet examples, Optional<int[]> selection, int batchSize, BatchOrder order) {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batchSize must be > 0, was " + batchSize);
        }
        if (examples.numFeatureArrays() == 0 || examples.numLabelsArrays() == 0) {
            throw new IllegalArgumentException("features and labels must be there, were " + examples.numFeatureArrays()
                    + " features and " + examples.numLabelsArrays() + " labels");
        }
        this.rows = Rows.count("features", examples.getFeatures(0));
        this.count = selection.map(chosen -> chosen.length).orElse(rows);
        this.examples = examples;
        checkCounts("features", examples.getFeatures());
        checkCounts("labels", examples.getLabels());
        checkCounts("feature masks", examples.getFeaturesMaskArrays());
        checkCounts("label masks", examples.getLabelsMaskArrays());
        this.batchSize = batchSize;
        this.order = selection.map(order::of).orElse(order);
    }

    private void checkCounts(String name, INDArray @Nullable [] arrays) {
        if (arrays == null) {
            return;
        }
        for (INDArray array : arrays) {
            if (array != null && Rows.count(name, array) != rows) {
                throw new IllegalArgumentException(
                        name + " must have as many rows as the first features, " + rows + ", were " + array.size(0));
            }
        }
    }

    @Override
    public int batchesPerEpoch() {
        return (count - 1) / batchSize + 1;
    }

    @Override
    public boolean aheadOfTraining() {
        return true;
    }

    @Override
    public OptionalInt batchSize() {
        return OptionalInt.of(Math.min(batchSize, count));
    }

    @Override
    public Iterator<MultiDataSet> epoch(int epoch) {
        return epoch(epoch, 0);
    }

    @Override
    public Iterator<MultiDataSet> epoch(int epoch, int used) {
        if (epoch < 0 || used < 0) {
            throw new IllegalArgumentException(
                    epoch < 0 ? "epoch must be >= 0, was " + epoch : "used must be >= 0, was " + used);
        }
        return new Batches(order.permutation(epoch, count), (int) Math.min(count, (long) used * batchSize));
    }

    private final class Batches implements Iterator<MultiDataSet> {

        private final int[] permutation;
        private int next;

        Batches(int[] permutation, int next) {
            this.permutation = permutation;
            this.next = next;
        }

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public MultiDataSet next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the epoch has no further batch");
            }
            int end = Math.min(count, next + batchSize);
            int[] rows = Arrays.copyOfRange(permutation, next, end);
            next = end;
            return new org.nd4j.linalg.dataset.MultiDataSet(
                    pick(examples.getFeatures(), rows),
                    pick(examples.getLabels(), rows),
                    pick(examples.getFeaturesMaskArrays(), rows),
                    pick(examples.getLabelsMaskArrays(), rows));
        }
    }

    private static INDArray @Nullable [] pick(INDArray @Nullable [] arrays, int[] rows) {
        if (arrays == null) {
            return null;
        }
        INDArray[] picked = new INDArray[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            if (arrays[i] != null) {
                picked[i] = Rows.of(arrays[i], rows);
            }
        }
        return picked;
    }
}
