package org.snapshotensemble.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Raw features without labels, batch by batch, in the order of the examples; at least one batch. */
public interface FeatureBatches extends Closeable {

    /**
     * The next batch; empty at the end.
     *
     * @throws IOException if it cannot be read; the message names file, line and column
     */
    Optional<FeatureBatch> next() throws IOException;

    /** What the batches tell of each example beside its features: the names of those columns, such as {@code file}. */
    default List<String> carried() {
        return List.of();
    }

    /**
     * Where an example of the batch that came last stands, as a message says it, such as {@code new.csv: line 7}; empty
     * where only its number tells.
     *
     * @param example its number in that batch, from 0
     */
    default Optional<String> place(int example) {
        return Optional.empty();
    }

    /**
     * Cuts an array into batches.
     *
     * @param features {@code [examples, …]}
     * @param batchSize examples in a batch, at least 1; the last batch has what is left
     */
    static FeatureBatches of(INDArray features, int batchSize) {
        int examples = Rows.count("features", features);
        checkBatchSize(batchSize);
        SelectedRows rows = SelectedRows.all(features);
        return new FeatureBatches() {

            private int start;

            @Override
            public Optional<FeatureBatch> next() {
                if (start == examples) {
                    return Optional.empty();
                }
                int end = Math.min(examples, Math.addExact(start, batchSize));
                INDArray batch = rows.copy(start, end);
                start = end;
                return Optional.of(FeatureBatch.alone(batch));
            }

            @Override
            public void close() {
                // nothing is held open
            }
        };
    }

    /** Refuses a size that makes no batch. */
    static void checkBatchSize(int batchSize) {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batchSize must be > 0, was " + batchSize);
        }
    }
}
