package org.snapshotensemble.spark;

import com.google.common.collect.Ordering;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What some partitions computed for a batch: sums over their examples.
 *
 * <p>No record, for Kryo cannot read records back.
 */
final class PartialGradients implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int first;
    private final int examples;
    private final double lossSum;
    private final @Nullable StoredArray sums;

    private PartialGradients(int first, int examples, double lossSum, @Nullable StoredArray sums) {
        this.first = first;
        this.examples = examples;
        this.lossSum = lossSum;
        this.sums = sums;
    }

    /**
     * What a partition computed.
     *
     * @param lossSum its mean loss times its examples
     * @param sums {@code [1, parameters]}, copied
     */
    static PartialGradients of(int partition, int examples, double lossSum, INDArray sums) {
        return new PartialGradients(partition, examples, lossSum, StoredArray.of(sums));
    }

    /** A partition without an example in the batch. */
    static PartialGradients none(int partition) {
        return new PartialGradients(partition, 0, 0, null);
    }

    /**
     * Adds in the order of the partitions, whatever the order they come in: another order would give other roundings.
     *
     * @param parts at least one
     */
    static PartialGradients sum(Iterable<PartialGradients> parts) {
        List<PartialGradients> ordered = Ordering.from(Comparator.comparingInt((PartialGradients part) -> part.first))
                .sortedCopy(parts);
        int examples = 0;
        double lossSum = 0;
        INDArray sums = null;
        for (PartialGradients part : ordered) {
            if (part.sums != null) {
                examples += part.examples;
                lossSum += part.lossSum;
                INDArray own = part.sums.array();
                sums = sums == null ? own : sums.addi(own);
            }
        }
        int first = ordered.get(0).first;
        return sums == null ? none(first) : of(first, examples, lossSum, sums);
    }

    /** The place among the partitions, of the first one of several. */
    int first() {
        return first;
    }

    int examples() {
        return examples;
    }

    double lossSum() {
        return lossSum;
    }

    /** The sums, {@code [1, parameters]}, a copy. */
    INDArray sums() {
        if (sums == null) {
            throw new IllegalStateException("a batch must have an example, had none");
        }
        return sums.array();
    }
}
