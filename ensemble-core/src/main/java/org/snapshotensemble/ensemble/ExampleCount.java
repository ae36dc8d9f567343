package org.snapshotensemble.ensemble;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How many examples an input has: the size of the first dimension, which all of its arrays have in common. */
final class ExampleCount {

    private ExampleCount() {}

    /**
     * Counts the examples.
     *
     * @param inputs the number of arrays that the network takes
     * @throws NullPointerException if there are no features, or one array of them is missing
     * @throws IllegalArgumentException if there are not as many arrays, there is no example, or the arrays do not agree
     */
    static long of(int inputs, INDArray[] features, @Nullable INDArray @Nullable [] featureMasks) {
        Objects.requireNonNull(features, "features must not be null");
        if (features.length != inputs) {
            throw new IllegalArgumentException("features must be " + inputs
                    + (inputs == 1 ? " array" : " arrays, one an input") + ", was " + features.length);
        }
        for (int input = 0; input < inputs; input++) {
            int missing = input;
            Objects.requireNonNull(features[input], () -> "features " + missing + " must not be null");
        }
        long examples = examples(features[0]);
        if (examples == 0) {
            throw new IllegalArgumentException(
                    "features must have at least one example, were " + Arrays.toString(features[0].shape()));
        }
        requireAsMany(examples, "features", features);
        if (featureMasks != null) {
            requireAsMany(examples, "feature masks", featureMasks);
        }
        return examples;
    }

    private static void requireAsMany(long examples, String what, @Nullable INDArray[] arrays) {
        for (int i = 0; i < arrays.length; i++) {
            INDArray array = arrays[i];
            if (array != null && examples(array) != examples) {
                throw new IllegalArgumentException(what + " must all have as many examples as features 0, " + examples
                        + ", but " + what + " " + i + " are " + Arrays.toString(array.shape()));
            }
        }
    }

    private static long examples(INDArray array) {
        return array.rank() == 0 || array.isEmpty() ? 0 : array.size(0);
    }
}
