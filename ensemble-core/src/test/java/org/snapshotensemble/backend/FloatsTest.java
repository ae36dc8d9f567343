package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FloatsTest {

    private static final long SEED = Long.getLong("floats.seed", System.nanoTime());

    @BeforeAll
    static void tellSeed() {
        System.err.println("FloatsTest: -Dfloats.seed=" + SEED);
    }

    static Stream<Arguments> arrays() {
        Nd4j.getRandom().setSeed(SEED);
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

    @Test
    void canView_moreThanABufferCounts_isDenied() {
        // The memory is reserved, and no page of it is touched.
        try (INDArray large = Nd4j.createUninitialized(DataType.FLOAT, 1L << 29)) {
            assertThat(Floats.canView(large)).isFalse();
            INDArray less = large.get(NDArrayIndex.interval(1, 1L << 29));
            assertThat(Floats.canView(less)).isTrue();
            assertThat(Floats.values(less).capacity()).isEqualTo((1 << 29) - 1);
        }
    }

    /** Also where a loop that takes piece after piece begins a new one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2_047, 2_048, 2_049, 5_000})
    void areFinite_anyBits_asJavaHasIt(int length) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            do {
                values[i] = Float.intBitsToFloat(random.nextInt());
            } while (!Float.isFinite(values[i]));
        }
        values[0] = -Float.MAX_VALUE;
        values[length / 2] = Float.MAX_VALUE;
        assertThat(Floats.areFinite(Nd4j.createFromArray(values)))
                .as("seed %d", SEED)
                .isTrue();
        for (int place : new int[] {0, length / 2, length - 1, random.nextInt(length)}) {
            for (float other : new float[] {
                Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.intBitsToFloat(0xff80_0001),
                Float.intBitsToFloat(0x7fff_ffff)
            }) {
                float[] bad = values.clone();
                bad[place] = other;
                assertThat(Floats.areFinite(Nd4j.createFromArray(bad)))
                        .as("seed %d, %s at %d", SEED, other, place)
                        .isFalse();
            }
        }
    }

    @Test
    void hasNonFinite_ofAnyType_findsIt() {
        assertThat(Floats.hasNonFinite(Nd4j.createFromArray(1d, -0d))).isFalse();
        assertThat(Floats.hasNonFinite(Nd4j.createFromArray(1d, Double.NEGATIVE_INFINITY)))
                .isTrue();
        assertThat(Floats.hasNonFinite(Nd4j.createFromArray(1f, Float.NaN))).isTrue();
    }

    /** Also where a loop that takes piece after piece begins a new one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2_047, 2_048, 2_049, 5_000})
    void flushSubnormals_anyBits_makesZerosOfThemAlone(int length) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[length];
        float[] flushed = new float[length];
        for (int i = 0; i < length; i++) {
            // A quarter has no exponent.
            int mask = random.nextInt(4) == 0 ? 0x807f_ffff : 0xffff_ffff;
            values[i] = Float.intBitsToFloat(random.nextInt() & mask);
            flushed[i] = values[i] != 0 && Math.abs(values[i]) < Float.MIN_NORMAL ? 0 : values[i];
        }
        INDArray array = Nd4j.createFromArray(values);
        Floats.flushSubnormals(array);
        assertThat(array.toFloatVector()).as("seed %d", SEED).isEqualTo(flushed);
    }

    @Test
    void flushSubnormals_edges_areKept() {
        float[] kept = {0, -0f, Float.MIN_NORMAL, -Float.MIN_NORMAL, Float.NEGATIVE_INFINITY, Float.NaN, 1};
        INDArray array = Nd4j.createFromArray(kept);
        Floats.flushSubnormals(array);
        assertThat(array.toFloatVector()).isEqualTo(kept);
        INDArray others = Nd4j.createFromArray(-Float.MIN_VALUE, Float.MIN_VALUE, Math.nextDown(Float.MIN_NORMAL));
        Floats.flushSubnormals(others);
        assertThat(others.toFloatVector()).containsOnly(0);
    }
}
