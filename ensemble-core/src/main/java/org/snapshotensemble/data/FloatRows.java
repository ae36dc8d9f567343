package org.snapshotensemble.data;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An array that grows row by row. The rows are kept in blocks outside of Java's heap; when the whole array is made of
 * them, each block is given back to the system as soon as it is copied, so that all rows are never there twice.
 */
final class FloatRows {

    private static final int BLOCK_FLOATS = 1 << 20;

    private final int width;
    private final float[] block;
    private final Deque<INDArray> full = new ArrayDeque<>();
    private int filled;
    private long rows;

    /**
     * @param width values a row, at least 1
     */
    FloatRows(int width) {
        this.width = width;
        this.block = new float[Math.multiplyExact(width, Math.max(1, BLOCK_FLOATS / width))];
    }

    /** Copies a row behind the others. */
    void add(float... row) {
        System.arraycopy(row, 0, block, filled, width);
        filled += width;
        rows++;
        if (filled == block.length) {
            full.add(matrix(block));
            filled = 0;
        }
    }

    /** The number of rows. */
    long count() {
        return rows;
    }

    /** All rows, {@code [rows, width]}, at least one; this object is empty afterwards. */
    INDArray take() {
        if (filled > 0) {
            full.add(matrix(Arrays.copyOf(block, filled)));
            filled = 0;
        }
        if (full.size() == 1) {
            return full.remove();
        }
        INDArray whole = Nd4j.createUninitialized(DataType.FLOAT, rows, width);
        long start = 0;
        while (!full.isEmpty()) {
            INDArray part = full.remove();
            long end = start + part.size(0);
            whole.get(NDArrayIndex.interval(start, end), NDArrayIndex.all()).assign(part);
            part.close();
            start = end;
        }
        return whole;
    }

    private INDArray matrix(float[] values) {
        return Nd4j.create(values, new long[] {values.length / width, width}, 'c');
    }
}
