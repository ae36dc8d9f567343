package org.snapshotensemble.backend;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** An array's memory as a buffer, without a copy. The array must outlive it. */
final class Floats {

    private Floats() {}

    /** Whether the array is one stretch of 32-bit floats in C order that a buffer can count. */
    static boolean canView(INDArray array) {
        return array.dataType() == DataType.FLOAT
                && array.length() <= Integer.MAX_VALUE
                && Shape.hasDefaultStridesForShape(array);
    }

    /** The values, in C order. */
    static FloatBuffer values(INDArray array) {
        return new FloatPointer(array.data().addressPointer())
                .capacity(array.length())
                .asBuffer();
    }

    /** The values' bits, in C order. */
    static IntBuffer bits(INDArray array) {
        return new IntPointer(array.data().addressPointer())
                .capacity(array.length())
                .asBuffer();
    }
}
