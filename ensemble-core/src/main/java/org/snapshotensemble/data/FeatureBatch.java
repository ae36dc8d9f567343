package org.snapshotensemble.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Raw features of some examples.
 *
 * @param features {@code [examples, …]}, as {@link LabelledData#features()} has them
 * @param names what each example is called, such as its file; empty where they have no names
 */
public record FeatureBatch(INDArray features, List<String> names) {

    /** Copies the names and checks that each example has one, or none. */
    public FeatureBatch {
        names = List.copyOf(names);
        int examples = Rows.count("features", features);
        if (!names.isEmpty() && names.size() != examples) {
            throw new IllegalArgumentException(
                    "names must be one for each of the " + examples + " examples, were " + names.size());
        }
    }

    /** Examples without names. */
    static FeatureBatch unnamed(INDArray features) {
        return new FeatureBatch(features, List.of());
    }
}
