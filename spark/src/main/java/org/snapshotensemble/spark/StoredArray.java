package org.snapshotensemble.spark;

import java.io.Serializable;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array on Java's heap, as it can be sent: the numbers as they lie in memory in C order, little-endian on every processor
 * that ND4J has a library for.
 *
 * <p>No record, for Kryo cannot read records back.
 */
final class StoredArray implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String type;
    private final long[] shape;
    private final byte[] numbers;

    private StoredArray(DataType type, long[] shape, byte[] numbers) {
        this.type = type.name();
        this.shape = shape;
        this.numbers = numbers;
    }

    /**
     * Copies an array of numbers.
     *
     * @throws IllegalArgumentException if it has 2 GB or more, which Java's arrays cannot
     */
    static StoredArray of(INDArray array) {
        INDArray copy = array.dup('c');
        byte[] numbers = new byte[size(array.dataType(), array.shape())];
        if (numbers.length > 0) {
            memory(copy).get(numbers);
        }
        copy.close();
        return new StoredArray(array.dataType(), array.shape().clone(), numbers);
    }

    /** Takes numbers that lie as this class has them. */
    static StoredArray of(DataType type, long[] shape, byte[] numbers) {
        if (numbers.length != size(type, shape)) {
            throw new IllegalArgumentException("numbers must have " + size(type, shape) + " bytes for "
                    + Arrays.toString(shape) + ", had " + numbers.length);
        }
        return new StoredArray(type, shape.clone(), numbers);
    }

    private static int size(DataType type, long[] shape) {
        long bytes = type.width();
        for (long dimension : shape) {
            bytes = Math.multiplyExact(bytes, dimension);
        }
        // Java's largest array is a little shorter than what an int counts.
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "array must have less than 2 GB to be sent, had " + bytes + " bytes: " + Arrays.toString(shape));
        }
        return (int) bytes;
    }

    private static BytePointer memory(INDArray array) {
        return new BytePointer(array.data().addressPointer());
    }

    /** Returns a new array, in no workspace. */
    INDArray array() {
        INDArray array = Nd4j.createUninitializedDetached(dataType(), shape);
        if (numbers.length > 0) {
            memory(array).put(numbers, 0, numbers.length);
        }
        return array;
    }

    DataType dataType() {
        return DataType.valueOf(type);
    }

    /** The first dimension. */
    int rows() {
        return Math.toIntExact(shape[0]);
    }

    /** The numbers as they lie in memory; not a copy. */
    byte[] numbers() {
        return numbers;
    }

    /**
     * Copies some rows, the elements of the first dimension.
     *
     * @return {@code [rows, …]}, in no workspace
     */
    INDArray rows(int[] rows) {
        int width = numbers.length / rows();
        byte[] chosen = new byte[Math.multiplyExact(rows.length, width)];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(numbers, rows[row] * width, chosen, row * width, width);
        }
        long[] chosenShape = shape.clone();
        chosenShape[0] = rows.length;
        return new StoredArray(dataType(), chosenShape, chosen).array();
    }
}
