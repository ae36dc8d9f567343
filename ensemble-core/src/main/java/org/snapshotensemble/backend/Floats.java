package org.snapshotensemble.backend;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array's memory as a buffer, without a copy. The array must outlive it. */
public final class Floats {

    private Floats() {}

    /** Whether the array is one stretch of 32-bit floats in C order that a buffer can count. */
    public static boolean canView(INDArray array) {
        return array.dataType() == DataType.FLOAT && array.length() <= Integer.MAX_VALUE && isContiguous(array);
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
}
