package org.snapshotensemble.testing;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays as raw bits, so that equal means equal to the last digit. */
public final class Bits {

    private Bits() {}

    /** The values in C order; none for no array. */
    public static int[] of(@Nullable INDArray array) {
        if (array == null) {
            return new int[0];
        }
        float[] values = array.dup('c').data().asFloat();
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
