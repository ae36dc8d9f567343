package org.snapshotensemble.backend;

import java.util.Arrays;
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
        double[] values = matrix.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        int columns = matrix.columns();
        double[][] rows = new double[matrix.rows()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return rows;
    }
}
