package org.snapshotensemble.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The class that an output predicts. */
public final class LikeliestClass {

    private static final int CLASSES = 1;

    private LikeliestClass() {}

    /**
     * Returns each example's class, from 0: the first of the highest probabilities, or whether a single one is above one half.
     *
     * @param output {@code [examples, classes]}, or {@code [examples, 1]}
     * @param kind of a classification
     * @return {@code [examples]}
     */
    public static int[] ofEach(INDArray output, OutputKind kind) {
        INDArray chosen = kind == OutputKind.BINARY
                ? output.gt(0.5).castTo(DataType.INT32).reshape(output.size(0))
                : Nd4j.argMax(output, CLASSES).castTo(DataType.INT32);
        return chosen.toIntVector();
    }

    /**
     * Returns the first of the classes with the highest probability, from 0.
     *
     * @param output one probability a class, at least one; a single one is that of class 1, and that of class 0 is what it
     *     lacks to 1
     */
    public static int of(double[] output) {
        if (output.length == 1) {
            return output[0] > 1 - output[0] ? 1 : 0;
        }
        int likeliest = 0;
        for (int label = 1; label < output.length; label++) {
            likeliest = output[label] > output[likeliest] ? label : likeliest;
        }
        return likeliest;
    }
}
