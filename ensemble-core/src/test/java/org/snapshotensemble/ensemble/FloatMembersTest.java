package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;

class FloatMembersTest {

    private static final long SEED = Long.getLong("members.seed", System.nanoTime());

    @BeforeAll
    static void tellSeed() {
        System.err.println("FloatMembersTest: -Dmembers.seed=" + SEED);
    }

    @Test
    void meanAndSpread_ofFewNumbers_areThoseByHand() {
        // Two examples of three members: 1, 2, 6 and 4, 4, 4.
        FloatMembers members =
                FloatMembers.of(Nd4j.createFromArray(new float[][][] {{{1}, {4}}, {{2}, {4}}, {{6}, {4}}}));
        assertThat(members.mean().toDoubleMatrix()).isDeepEqualTo(new double[][] {{3}, {4}});
        assertThat(members.spread().toDoubleMatrix()).isDeepEqualTo(new double[][] {{Math.sqrt(14 / 3.0)}, {0}});
    }

    /** The lengths are below, at and above a piece and some; the reference is ND4J's own operations on 64-bit floats. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1", "5, 512, 10, 1", "2, 2047, 1, 1", "3, 2048, 1, 1", "3, 2049, 1, 1", "4, 33, 5, 25"})
    void meanAndSpread_haveTheBitsOfOperationsOnDoubles(int count, int examples, int classes, int steps) {
        INDArray members = random(SEED, count, examples, classes, steps);
        INDArray doubles = members.castTo(DataType.DOUBLE);
        assertThat(FloatMembers.canRead(members)).isTrue();
        assertThat(FloatMembers.canRead(doubles)).isFalse();
        Prediction reference = prediction(doubles);
        Prediction prediction = prediction(members);
        for (INDArray array : List.of(prediction.exactOutput(0), prediction.spread())) {
            assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
            assertThat(array.shape()).containsExactly(examples, classes, steps);
        }
        assertThat(values(prediction.exactOutput(0)))
                .as("mean, seed %d", SEED)
                .containsExactly(values(reference.exactOutput(0)));
        assertThat(values(prediction.spread())).as("spread, seed %d", SEED).containsExactly(values(reference.spread()));
    }

    @Test
    void meanAndSpread_ofSomeMembers_areOfThoseAlone() {
        INDArray all = random(SEED, 4, 7, 3, 2);
        INDArray some = Slices.rows(all, 1, 3);
        assertThat(FloatMembers.canRead(some)).isTrue();
        assertThat(values(FloatMembers.of(some).spread()))
                .as("seed %d", SEED)
                .containsExactly(values(FloatMembers.of(some.dup('c')).spread()));
    }

    private static Prediction prediction(INDArray members) {
        INDArray mean = Combiner.mean().combine(members, OutputKind.MULTICLASS);
        return new Prediction(List.of(Prediction.Output.of(OutputKind.MULTICLASS, members, mean)));
    }

    private static INDArray random(long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray array = Nd4j.create(DataType.FLOAT, shape[0], shape[1], shape[2], shape[3]);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, (float) random.nextDouble());
        }
        return array;
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }
}
