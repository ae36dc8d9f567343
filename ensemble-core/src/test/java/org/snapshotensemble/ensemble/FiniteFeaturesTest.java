package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class FiniteFeaturesTest {

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void require_oneValue_namesItsRow(double value) {
        INDArray images = Nd4j.zeros(DataType.FLOAT, 4, 2, 3, 3);
        images.putScalar(new int[] {2, 1, 0, 2}, value);
        assertThatThrownBy(() -> FiniteFeatures.require(new INDArray[] {Nd4j.ones(4, 1), images}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features 1 must be finite, were NaN or infinite in row 2");
    }

    /** Those whose memory is not their values in order are looked at by ND4J. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void require_otherOrdersAndTypes_nameTheRow(double value) {
        INDArray rows = Nd4j.zeros(DataType.FLOAT, 4, 3);
        rows.putScalar(3, 1, value);
        for (INDArray other :
                new INDArray[] {rows.dup('f'), rows.castTo(DataType.DOUBLE), rows.castTo(DataType.FLOAT16)}) {
            assertThatThrownBy(() -> FiniteFeatures.require(new INDArray[] {other}))
                    .hasMessage("features 0 must be finite, were NaN or infinite in row 3");
        }
    }

    @Test
    void require_manyRows_namesTen() {
        INDArray rows = Nd4j.zeros(DataType.FLOAT, 20, 2);
        for (int row = 1; row < 20; row += 2) {
            rows.putScalar(row, 0, Double.NaN);
        }
        assertThatThrownBy(() -> FiniteFeatures.require(new INDArray[] {rows}))
                .hasMessageEndingWith("in rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19");
        rows.putScalar(0, 1, Double.NaN);
        assertThatThrownBy(() -> FiniteFeatures.require(new INDArray[] {rows}))
                .hasMessageEndingWith("in rows 0, 1, 3, 5, 7, 9, 11, 13, 15, 17, … and 1 more");
    }

    @Test
    void in_beyondTheNetworksType_namesTheRow() {
        INDArray rows = Nd4j.zeros(DataType.DOUBLE, 4, 3);
        rows.putScalar(1, 2, 1e39);
        INDArray[] features = {rows};
        assertThatCode(() -> FiniteFeatures.in(DataType.DOUBLE, features)).doesNotThrowAnyException();
        assertThatThrownBy(() -> FiniteFeatures.in(DataType.FLOAT, features))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features 0 must be in the range of FLOAT, in which the network computes, were beyond it in"
                        + " row 1");
        rows.putScalar(1, 2, -Float.MAX_VALUE);
        assertThatCode(() -> FiniteFeatures.in(DataType.FLOAT, features)).doesNotThrowAnyException();
    }

    @Test
    void require_largestFloatsAndWholeNumbers_areTaken() {
        INDArray largest = Nd4j.valueArrayOf(new long[] {3, 4}, Float.MAX_VALUE, DataType.FLOAT);
        assertThatCode(() -> FiniteFeatures.require(new INDArray[] {largest, Nd4j.zeros(DataType.INT32, 3, 4)}))
                .doesNotThrowAnyException();
    }
}
