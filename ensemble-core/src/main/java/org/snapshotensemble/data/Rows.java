package org.snapshotensemble.data;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The rows of an array along its first dimension, the examples. */
final class Rows {

    /** The type of unsigned bytes. ND4J has two names for it, and whatever it is created with, an array bears this one. */
    @SuppressWarnings("deprecation")
    static final DataType BYTES = DataType.UBYTE;

    private Rows() {}

    /**
     * The number of rows.
     *
     * @param name what the array is, for the message
     * @throws IllegalArgumentException if the array has no row, or more than an int counts
     */
    static int count(String name, INDArray array) {
        if (array.rank() < 1 || array.isEmpty()) {
            throw new IllegalArgumentException(name + " must have at least one example, was empty");
        }
        if (array.size(0) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + " must have at most " + Integer.MAX_VALUE + " examples, was " + array.size(0));
        }
        return (int) array.size(0);
    }

    /**
     * A copy of the given rows, in C order and in the array's own data type, {@code [rows.length, …]}.
     *
     * @throws IllegalArgumentException if there is no row to copy
     */
    static INDArray of(INDArray array, int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("rows must not be empty");
        }
        long[] shape = array.shape().clone();
        shape[0] = rows.length;
        return Nd4j.pullRows(flat("array", array), 1, rows, 'c').reshape('c', shape);
    }

    /** The array itself, or a copy as 32-bit floats where it is of unsigned bytes. */
    static INDArray numbers(INDArray array) {
        return array.dataType() == BYTES ? array.castTo(DataType.FLOAT) : array;
    }

    /** The array as a matrix, {@code [examples, values]}; a view where it can be one. */
    static INDArray flat(String name, INDArray array) {
        int examples = count(name, array);
        return array.reshape('c', examples, array.length() / examples);
    }
}
