package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MatrixRowsTest {

    private static final INDArray MATRIX = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void of_matrix_isItsRows() {
        assertThat(MatrixRows.of(MATRIX)).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    }

    @Test
    void of_viewsOtherOrdersAndTypes_areTheirRows() {
        assertThat(MatrixRows.of(MATRIX.transpose())).isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
        assertThat(MatrixRows.of(MATRIX.dup('f'))).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
        assertThat(MatrixRows.of(MATRIX.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3))))
                .isDeepEqualTo(new double[][] {{2, 3}, {5, 6}});
        assertThat(MatrixRows.of(MATRIX.castTo(DataType.DOUBLE).get(NDArrayIndex.interval(1, 2), NDArrayIndex.all())))
                .isDeepEqualTo(new double[][] {{4, 5, 6}});
        assertThat(MatrixRows.of(MATRIX.castTo(DataType.DOUBLE).transpose()))
                .isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
        assertThat(MatrixRows.of(MATRIX.castTo(DataType.INT8))).isDeepEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    }

    @Test
    void of_otherNumbersOfDimensions_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatrixRows.of(MATRIX.reshape(1, 2, 3)))
                .withMessage("matrix must have 2 dimensions, had 3");
    }
}
