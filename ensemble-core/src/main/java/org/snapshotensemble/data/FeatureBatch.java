package org.snapshotensemble.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Raw features of some examples, and what is told of each beside them.
 *
 * @param features {@code [examples, …]}, as {@link LabelledData#features()} has them
 * @param carried the cells of each example in the columns that {@link FeatureBatches#carried} names; empty where there are
 *     no such columns
 */
public record FeatureBatch(INDArray features, List<List<String>> carried) {

    /** Copies the cells and checks that each example has some, or none. */
    public FeatureBatch {
        carried = carried.stream().map(List::copyOf).toList();
        int examples = Rows.count("features", features);
        if (!carried.isEmpty() && carried.size() != examples) {
            throw new IllegalArgumentException(
                    "carried must have a row for each of the " + examples + " examples, had " + carried.size());
        }
    }

    /** Examples of which nothing else is told. */
    static FeatureBatch alone(INDArray features) {
        return new FeatureBatch(features, List.of());
    }
}
