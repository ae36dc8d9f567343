package org.snapshotensemble.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ArrayEntryTest {

    /** More than one piece of any type, and no whole number of pieces. */
    private static final int LENGTH = 70_001;

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "HALF", "BFLOAT16"})
    void write_ofAnyFloatingPointType_isWhatNd4jWrites(DataType type) throws IOException {
        INDArray array = increasing(LENGTH).castTo(type);
        assertThat(written(array)).isEqualTo(byNd4j(array));
        assertThat(written(array.reshape(1, LENGTH))).isEqualTo(byNd4j(array.reshape(1, LENGTH)));
    }

    @Test
    void write_ofOneValue_isWhatNd4jWrites() throws IOException {
        INDArray array = Nd4j.createFromArray(-0.5f);
        assertThat(written(array)).isEqualTo(byNd4j(array));
    }

    @Test
    void write_ofAView_isItsCopyWritten() throws IOException {
        INDArray view = increasing(100).get(NDArrayIndex.interval(10, 30));
        assertThat(written(view)).isEqualTo(byNd4j(view.dup()));
    }

    @Test
    void write_ofTruthValues_isRefused() {
        assertThatThrownBy(() -> written(Nd4j.zeros(DataType.BOOL, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2, 4 or 8 bytes");
    }

    private static INDArray increasing(int length) {
        return Nd4j.createFromArray(
                IntStream.range(0, length).mapToDouble(i -> 1e-4 * i - 3).toArray());
    }

    private static byte[] written(INDArray array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ArrayEntry.write(array, bytes);
        return bytes.toByteArray();
    }

    private static byte[] byNd4j(INDArray array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Nd4j.write(array, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
