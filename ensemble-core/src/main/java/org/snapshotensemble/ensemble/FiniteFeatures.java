package org.snapshotensemble.ensemble;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.backend.Floats;

/**
 * Refuses features that are not numbers: a rectifier makes 0 of a NaN, and so the answer would look like any other.
 */
final class FiniteFeatures {

    private static final int MOST_NAMED = 10;

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
     * Looks at every value as the network takes it: beyond the largest float, a double is infinite to a network of floats.
     *
     * @param features finite, as {@link #require} takes them
     * @param computedIn the type of the network's numbers
     * @throws IllegalArgumentException if one is infinite in that type; the message names the rows, from 0
     */
    static void requireIn(DataType computedIn, INDArray[] features) {
        for (int input = 0; input < features.length; input++) {
            if (features[input].isR() && features[input].dataType() != computedIn) {
                INDArray taken = features[input].castTo(computedIn);
                if (Floats.hasNonFinite(taken)) {
                    throw new IllegalArgumentException("features " + input + " must be in the range of " + computedIn
                            + ", in which the network computes, were beyond it in " + rows(taken));
                }
            }
        }
    }

    private static String rows(INDArray array) {
        long[] rows = LongStream.range(0, array.size(0))
                .filter(row -> Floats.hasNonFinite(Slices.rows(array, row, row + 1)))
                .toArray();
        String named = IntStream.range(0, Math.min(MOST_NAMED, rows.length))
                .mapToObj(index -> Long.toString(rows[index]))
                .collect(Collectors.joining(", ", rows.length == 1 ? "row " : "rows ", ""));
        return rows.length > MOST_NAMED ? named + ", … and " + (rows.length - MOST_NAMED) + " more" : named;
    }
}
