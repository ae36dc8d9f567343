package org.snapshotensemble.backend;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's arrays of Java's numbers, in one copy: ND4J's own {@code create} puts one value after another, which takes as long
 * as a small network takes to predict them.
 */
public final class NativeArrays {

    private NativeArrays() {}

    /**
     * Returns numbers as an array of 64-bit floats.
     *
     * @param values the numbers, in C order
     * @param shape the array's
     * @throws IllegalArgumentException if the shape has not as many values
     */
    public static INDArray of(double[] values, long... shape) {
        requireLength(values.length, shape);
        INDArray array = Nd4j.createUninitialized(DataType.DOUBLE, shape, 'c');
        if (values.length > 0) {
            // No buffer, which ends without a word at 2 GiB.
            new DoublePointer(array.data().addressPointer()).put(values);
        }
        return array;
    }

    /**
     * Returns rows, one behind the other, as an array of 32-bit floats.
     *
     * @param rows at least one value in all
     * @param shape the array's
     * @throws IllegalArgumentException if the shape has not as many values
     */
    public static INDArray ofRows(List<float[]> rows, long... shape) {
        requireLength(rows.stream().mapToLong(row -> row.length).sum(), shape);
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
        FloatPointer all = Floats.pointer(array);
        long from = 0;
        for (float[] row : rows) {
            all.position(from).put(row);
            from += row.length;
        }
        return array;
    }

    private static void requireLength(long length, long... shape) {
        if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != length) {
            throw new IllegalArgumentException("shape must have " + length + " values, was " + Arrays.toString(shape));
        }
    }
}
