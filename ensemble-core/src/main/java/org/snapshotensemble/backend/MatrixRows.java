package org.snapshotensemble.backend;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The rows of an ND4J matrix as Java arrays, in one copy: ND4J's own {@code toDoubleMatrix} makes several arrays a row, which
 * takes longer than to predict them.
 */
public final class MatrixRows {

    private MatrixRows() {}

    /**
     * Returns the rows.
     *
     * @param matrix {@code [rows, columns]}, of numbers of any type
     * @return {@code [rows][columns]}
     * @throws IllegalArgumentException if it has another number of dimensions
     */
    public static double[][] of(INDArray matrix) {
        if (matrix.rank() != 2) {
            throw new IllegalArgumentException("matrix must have 2 dimensions, had " + matrix.rank());
        }
        INDArray doubles = matrix.castTo(DataType.DOUBLE);
        INDArray inOrder = Floats.isContiguous(doubles) ? doubles : doubles.dup('c');
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        try {
            // No buffer, which ends without a word at 2 GiB.
            DoublePointer values = new DoublePointer(inOrder.data().addressPointer());
            for (int row = 0; row < rows.length; row++) {
                values.position((long) row * matrix.columns()).get(rows[row]);
            }
        } finally {
            // The pointer knows the address alone.
            Reference.reachabilityFence(inOrder);
        }
        return rows;
    }
}
