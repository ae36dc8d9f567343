package org.snapshotensemble.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Raw features without labels, batch by batch, in the order of the examples. */
public interface FeatureBatches extends Closeable {

    /**
     * The next batch, {@code [examples, …]}, as {@link LabelledData#features()} has them; empty at the end.
     *
     * @throws IOException if it cannot be read; the message names file, line and column
     */
    Optional<INDArray> next() throws IOException;

    /**
     * Cuts an array into batches.
     *
     * @param features {@code [examples, …]}
     * @param batchSize examples in a batch, at least 1; the last batch has what is left
     */
    static FeatureBatches of(INDArray features, int batchSize) {
        int examples = Rows.count("features", features);
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batchSize must be > 0, was " + batchSize);
        }
        return new FeatureBatches() {

            private int start;

            @Override
            public Optional<INDArray> next() {
                if (start == examples) {
                    return Optional.empty();
                }
                int end = Math.min(examples, Math.addExact(start, batchSize));
                INDArray batch = features.get(NDArrayIndex.interval(start, end)).dup('c');
                start = end;
                return Optional.of(batch);
            }

            @Override
            public void close() {
                // nothing is held open
            }
        };
    }
}
