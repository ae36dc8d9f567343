package org.snapshotensemble.ensemble;

import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.backend.Floats;

/**
 * Refuses features that are not numbers: a rectifier makes 0 of a NaN, and so the answer would look like any other.
 */
final class FiniteFeatures {

    private FiniteFeatures() {}

    /**
     * Looks at every value.
     *
     * @param features one array an input, {@code [examples, …]}
     * @throws IllegalArgumentException if one is NaN or infinite; the message names the rows, from 0
     */
    static void require(INDArray[] features) {
        for (int input = 0; input < features.length; input++) {
            if (features[input].isR() && Floats.hasNonFinite(features[input])) {
                throw new IllegalArgumentException(
                        "features " + input + " must be finite, were NaN or infinite in " + rows(features[input]));
            }
        }
    }

    /**
     * Returns the features as the network takes them: floats in its own type, in which a double beyond the largest float is
     * infinite.
     *
     * @param features finite, as {@link #require} takes them
     * @param computedIn the type of the network's numbers
     * @throws IllegalArgumentException if one is infinite in that type; the message names the rows, from 0
     */
    static INDArray[] in(DataType computedIn, INDArray[] features) {
        INDArray[] taken = features.clone();
        for (int input = 0; input < features.length; input++) {
            if (features[input].isR() && features[input].dataType() != computedIn) {
                taken[input] = features[input].castTo(computedIn);
                if (Floats.hasNonFinite(taken[input])) {
                    throw new IllegalArgumentException("features " + input + " must be in the range of " + computedIn
                            + ", in which the network computes, were beyond it in " + rows(taken[input]));
                }
            }
        }
        return taken;
    }

    private static String rows(INDArray array) {
        return RowNames.of(LongStream.range(0, array.size(0))
                .filter(row -> Floats.hasNonFinite(Slices.rows(array, row, row + 1))));
    }
}
