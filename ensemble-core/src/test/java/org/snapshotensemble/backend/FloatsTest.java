package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FloatsTest {

    static Stream<Arguments> arrays() {
        INDArray images = Nd4j.rand(DataType.FLOAT, 4, 3, 5, 2);
        return Stream.of(
                Arguments.of("images", images, true),
                Arguments.of("grey images", Nd4j.rand(DataType.FLOAT, 4, 1, 5, 2), true),
                Arguments.of("one example", images.get(NDArrayIndex.interval(1, 2)), true),
                Arguments.of("some channels", images.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2)), false),
                Arguments.of("channels last", images.permute(0, 2, 3, 1), false),
                Arguments.of("Fortran's order", images.dup('f'), false),
                Arguments.of("doubles", images.castTo(DataType.DOUBLE), false));
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("arrays")
    void canView_arrays_onlyWhereTheirMemoryIsTheirValuesInOrder(String name, INDArray array, boolean canView) {
        assertThat(Floats.canView(array)).isEqualTo(canView);
        if (canView) {
            float[] values = new float[(int) array.length()];
            Floats.values(array).get(values);
            assertThat(values).containsExactly(array.dup('c').data().asFloat());
        }
    }
}
