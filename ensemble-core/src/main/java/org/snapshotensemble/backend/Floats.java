package org.snapshotensemble.backend;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** An array's memory as a buffer, without a copy. The array must outlive it. */
public final class Floats {

    private static final int EXPONENT = 0x7f80_0000;
    private static final int LOWEST_OF_EXPONENT = 0x0080_0000;
    private static final int FRACTION = 0x007f_ffff;

    /** Small enough to stay near the processor. */
    private static final int PIECE = 2_048;

    /** The most values of a buffer, which counts its bytes in an int: where there are more, it ends without a word. */
    static final int MOST = Integer.MAX_VALUE / Float.BYTES;

    private Floats() {}

    /** Whether the array is one stretch of 32-bit floats in C order that a buffer can count. */
    public static boolean canView(INDArray array) {
        return array.dataType() == DataType.FLOAT && array.length() <= MOST && isContiguous(array);
    }

    /**
     * Whether the values lie in C order without gaps. ND4J's own question says so of Fortran's order, too, and denies it
     * where a dimension in the middle is 1, as the channels of grey images.
     */
    static boolean isContiguous(INDArray array) {
        long stride = 1;
        for (int dimension = array.rank() - 1; dimension >= 0; dimension--) {
            if (array.size(dimension) != 1 && array.stride(dimension) != stride) {
                return false;
            }
            stride *= array.size(dimension);
        }
        return true;
    }

    /** The values, in C order. */
    public static FloatBuffer values(INDArray array) {
        return pointer(array).asBuffer();
    }

    /** Where the values begin. */
    public static FloatPointer pointer(INDArray array) {
        return new FloatPointer(array.data().addressPointer()).capacity(array.length());
    }

    /** The values' bits, in C order. */
    static IntBuffer bits(INDArray array) {
        return new IntPointer(array.data().addressPointer())
                .capacity(array.length())
                .asBuffer();
    }

    /** Whether a value of an array is NaN or infinite. ND4J's own question takes ten times as long. */
    public static boolean hasNonFinite(INDArray array) {
        return canView(array) ? !areFinite(array) : BooleanIndexing.or(array, Conditions.notFinite());
    }

    /** Whether no value of an array that can be viewed is NaN or infinite. */
    static boolean areFinite(INDArray array) {
        try {
            return areFinite(bits(array));
        } finally {
            // The buffer knows the address alone.
            Reference.reachabilityFence(array);
        }
    }

    private static boolean areFinite(IntBuffer bits) {
        int[] piece = new int[Math.min(PIECE, bits.capacity())];
        int signs = 0;
        for (int from = 0; from < bits.capacity() && signs >= 0; from += PIECE) {
            int count = Math.min(PIECE, bits.capacity() - from);
            bits.get(from, piece, 0, count);
            for (int i = 0; i < count; i++) {
                // The exponent of a value that is not finite is all ones; one more, and it becomes the sign.
                signs |= (piece[i] & EXPONENT) + LOWEST_OF_EXPONENT;
            }
        }
        return signs >= 0;
    }

    /**
     * Sets values below the smallest normal number, 2<sup>-126</sup>, to 0: with them a processor computes many times slower.
     * Leaves an array as it is that cannot be {@linkplain #canView viewed}.
     */
    public static void flushSubnormals(INDArray array) {
        if (!canView(array)) {
            return;
        }
        try {
            flushSubnormals(bits(array));
        } finally {
            // The buffer knows the address alone.
            Reference.reachabilityFence(array);
        }
    }

    private static void flushSubnormals(IntBuffer bits) {
        int[] piece = new int[Math.min(PIECE, bits.capacity())];
        for (int from = 0; from < bits.capacity(); from += PIECE) {
            int count = Math.min(PIECE, bits.capacity() - from);
            bits.get(from, piece, 0, count);
            boolean any = false;
            for (int i = 0; i < count; i++) {
                if ((piece[i] & EXPONENT) == 0 && (piece[i] & FRACTION) != 0) {
                    piece[i] = 0;
                    any = true;
                }
            }
            if (any) {
                bits.put(from, piece, 0, count);
            }
        }
    }
}
