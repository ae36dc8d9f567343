package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NativeArraysTest {

    @Test
    void of_numbers_areInCOrder() {
        INDArray array = NativeArrays.of(new double[] {1, 2, 3, 4, 5, 0.1}, 3, 1, 2);
        assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(array.shape()).containsExactly(3, 1, 2);
        assertThat(array.getDouble(0, 0, 1)).isEqualTo(2);
        assertThat(array.getDouble(2, 0, 0)).isEqualTo(5);
        assertThat(array.getDouble(2, 0, 1)).isEqualTo(0.1);
        assertThat(array).isEqualTo(Nd4j.create(new double[][][] {{{1, 2}}, {{3, 4}}, {{5, 0.1}}}));
    }

    @Test
    void ofRows_rows_areOneBehindTheOther() {
        List<float[]> rows = List.of(new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 0.1f});
        INDArray array = NativeArrays.ofRows(rows, 2, 2, 2);
        assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(array).isEqualTo(Nd4j.createFromArray(new float[][][] {{{1, 2}, {3, 4}}, {{5, 6}, {7, 0.1f}}}));
    }

    @Test
    void anotherNumberOfValues_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NativeArrays.of(new double[5], 2, 3))
                .withMessage("shape must have 5 values, was [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NativeArrays.ofRows(List.of(new float[4], new float[3]), 2, 4))
                .withMessage("shape must have 7 values, was [2, 4]");
    }
}
