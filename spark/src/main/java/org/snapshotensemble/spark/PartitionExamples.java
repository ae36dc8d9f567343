package org.snapshotensemble.spark;

import com.google.common.collect.Iterators;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The examples of a partition in one array for each input, output and mask, on Java's heap, where Spark keeps them from step
 * to step.
 *
 * <p>No record, for Kryo cannot read records back.
 */
final class PartitionExamples implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int partition;
    private final int count;
    private final StoredArray[] features;
    private final StoredArray[] labels;
    private final StoredArray[] featureMasks;
    private final StoredArray[] labelMasks;

    /** That of the newest epoch. */
    private transient int @Nullable [] order;

    private transient int orderEpoch;

    private PartitionExamples(int partition, int count, List<StoredArray[]> arrays) {
        this.partition = partition;
        this.count = count;
        this.features = arrays.get(0);
        this.labels = arrays.get(1);
        this.featureMasks = arrays.get(2);
        this.labelMasks = arrays.get(3);
    }

    /**
     * Puts a partition's examples together.
     *
     * @param given one or several examples each
     * @throws IllegalArgumentException if they are not alike
     */
    static PartitionExamples of(int partition, Iterator<MultiDataSet> given) {
        List<Growing[]> growing = new ArrayList<>();
        int count = 0;
        while (given.hasNext()) {
            MultiDataSet next = given.next();
            List<INDArray @Nullable []> arrays = Arrays.asList(
                    next.getFeatures(), next.getLabels(), next.getFeaturesMaskArrays(), next.getLabelsMaskArrays());
            if (growing.isEmpty()) {
                arrays.forEach(group -> growing.add(Growing.like(group)));
            }
            int examples = Math.toIntExact(next.getFeatures(0).size(0));
            for (int group = 0; group < growing.size(); group++) {
                add(growing.get(group), arrays.get(group), examples, partition, count);
            }
            count = Math.addExact(count, examples);
        }
        if (count == 0) {
            return new PartitionExamples(
                    partition,
                    0,
                    List.of(new StoredArray[0], new StoredArray[0], new StoredArray[0], new StoredArray[0]));
        }
        int all = count;
        return new PartitionExamples(
                partition,
                all,
                growing.stream()
                        .map(group -> Arrays.stream(group)
                                .map(array -> array.whole(all))
                                .toArray(StoredArray[]::new))
                        .toList());
    }

    private static void add(Growing[] group, INDArray @Nullable [] arrays, int examples, int partition, int before) {
        int given = arrays == null ? 0 : arrays.length;
        boolean alike = given == group.length;
        for (int index = 0; alike && index < group.length; index++) {
            alike = group[index].add(arrays == null ? null : arrays[index], examples);
        }
        if (!alike) {
            throw new IllegalArgumentException("partition " + partition + ", from example " + before
                    + ": examples must have arrays of the same shapes and types as the first one, masks included");
        }
    }

    int partition() {
        return partition;
    }

    /** The number of examples. */
    int count() {
        return count;
    }

    /** Returns the first example alone. */
    PartitionExamples one() {
        return of(partition, Iterators.singletonIterator(examples(new int[] {0})));
    }

    /**
     * Returns which examples are in a batch.
     *
     * @throws IllegalStateException if they are not as many as at first
     */
    synchronized int[] share(BatchDraw draw, int epoch, int batch) {
        if (draw.counts().get(partition) != count) {
            throw new IllegalStateException(
                    "partition " + partition + " must have the " + draw.counts().get(partition)
                            + " examples that it had at first, has " + count
                            + " where it was computed again: its source must give the same each time");
        }
        int[] mine = order;
        if (mine == null || orderEpoch != epoch) {
            mine = draw.order(partition, epoch);
            order = mine;
            orderEpoch = epoch;
        }
        return draw.share(mine, partition, batch);
    }

    /** Returns some examples, in the order given, at least one. */
    MultiDataSet examples(int[] rows) {
        return new org.nd4j.linalg.dataset.MultiDataSet(
                rows(features, rows), rows(labels, rows), masks(featureMasks, rows), masks(labelMasks, rows));
    }

    private static INDArray @Nullable [] masks(StoredArray[] arrays, int[] rows) {
        return arrays.length == 0 ? null : rows(arrays, rows);
    }

    private static INDArray[] rows(StoredArray[] arrays, int[] rows) {
        INDArray[] chosen = new INDArray[arrays.length];
        for (int index = 0; index < arrays.length; index++) {
            if (arrays[index] != null) {
                chosen[index] = arrays[index].rows(rows);
            }
        }
        return chosen;
    }

    /** An array that grows by examples; or a mask that is none, among others that are. */
    private static final class Growing {

        private final @Nullable DataType type;
        private final long[] exampleShape;
        private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();

        private Growing(@Nullable INDArray first) {
            type = first == null ? null : first.dataType();
            exampleShape = first == null ? new long[0] : shape(first);
        }

        static Growing[] like(INDArray @Nullable [] group) {
            return group == null
                    ? new Growing[0]
                    : Arrays.stream(group).map(Growing::new).toArray(Growing[]::new);
        }

        private static long[] shape(INDArray array) {
            return Arrays.copyOfRange(array.shape(), 1, array.rank());
        }

        /** Returns false where the array is not as the first was. */
        boolean add(@Nullable INDArray array, int examples) {
            if (array == null || type == null) {
                return array == null && type == null;
            }
            if (array.dataType() != type || array.size(0) != examples || !Arrays.equals(shape(array), exampleShape)) {
                return false;
            }
            numbers.writeBytes(StoredArray.of(array).numbers());
            return true;
        }

        /** The whole array; null for the mask that is none, as Deeplearning4j has it. */
        @Nullable
        StoredArray whole(int examples) {
            if (type == null) {
                return null;
            }
            long[] shape = new long[exampleShape.length + 1];
            shape[0] = examples;
            System.arraycopy(exampleShape, 0, shape, 1, exampleShape.length);
            return StoredArray.of(type, shape, numbers.toByteArray());
        }
    }
}
