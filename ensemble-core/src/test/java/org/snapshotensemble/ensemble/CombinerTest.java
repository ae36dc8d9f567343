package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;

class CombinerTest {

    private static final Offset<Double> CLOSE = within(1e-12);

    /** Three members, two examples, three classes. */
    private static final double[][][] PROBABILITIES = {
        {{0.5, 0.3, 0.2}, {0.1, 0.1, 0.8}},
        {{0.2, 0.6, 0.2}, {0.4, 0.5, 0.1}},
        {{0.6, 0.3, 0.1}, {0.3, 0.3, 0.4}},
    };

    private static INDArray members() {
        return Nd4j.create(PROBABILITIES);
    }

    @Test
    void mean_isTheSumOverMembersDividedOnce() {
        double[][] mean =
                Combiner.mean().combine(members(), OutputKind.MULTICLASS).toDoubleMatrix();
        assertThat(mean[0]).containsExactly((0.5 + 0.2 + 0.6) / 3, (0.3 + 0.6 + 0.3) / 3, (0.2 + 0.2 + 0.1) / 3);
        assertThat(mean[1]).containsExactly((0.1 + 0.4 + 0.3) / 3, (0.1 + 0.5 + 0.3) / 3, (0.8 + 0.1 + 0.4) / 3);
    }

    @Test
    void mean_ofFloats_isComputedInDouble() {
        INDArray floats = members().castTo(DataType.FLOAT);
        INDArray mean = Combiner.mean().combine(floats, OutputKind.MULTICLASS);
        assertThat(mean.dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(mean.getDouble(0, 0)).isEqualTo(((double) 0.5f + 0.2f + 0.6f) / 3);
    }

    @Test
    void combine_leavesTheMembersAsTheyAre() {
        for (Combiner combiner :
                new Combiner[] {Combiner.mean(), Combiner.weighted(1, 2, 3), Combiner.geometric(), Combiner.vote()}) {
            INDArray members = members();
            combiner.combine(members, OutputKind.MULTICLASS);
            assertThat(members).as(combiner.name()).isEqualTo(members());
        }
    }

    @Test
    void weighted_dividesByTheSumOfTheWeights() {
        double[][] mean = Combiner.weighted(1, 2, 5)
                .combine(members(), OutputKind.MULTICLASS)
                .toDoubleMatrix();
        assertThat(mean[0][0]).isCloseTo((0.5 + 2 * 0.2 + 5 * 0.6) / 8, CLOSE);
        assertThat(mean[1][2]).isCloseTo((0.8 + 2 * 0.1 + 5 * 0.4) / 8, CLOSE);
    }

    @Test
    void weighted_forSomeMembers_keepsTheirWeights() {
        assertThat(Combiner.weighted(1, 2, 5).forMembers(1, 2)).isEqualTo(Combiner.weighted(2, 5));
    }

    @Test
    void weighted_anotherNumberOfMembers_isRefused() {
        assertThatThrownBy(() -> Combiner.weighted(1, 2).combine(members(), OutputKind.MULTICLASS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights must be one a member, were 2 for 3 members");
    }

    static Stream<Arguments> wrongWeights() {
        return Stream.of(
                Arguments.of(new double[] {}, "weights must have a finite sum > 0, were []"),
                Arguments.of(new double[] {0, 0}, "weights must have a finite sum > 0, were [0.0, 0.0]"),
                Arguments.of(new double[] {1, -1}, "weights must be finite and >= 0, were [1.0, -1.0]"),
                Arguments.of(new double[] {Double.NaN}, "weights must be finite and >= 0, were [NaN]"));
    }

    @ParameterizedTest
    @MethodSource("wrongWeights")
    void weighted_wrongNumbers_areRefused(double[] weights, String message) {
        assertThatThrownBy(() -> Combiner.weighted(weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void geometric_isTheNormalizedMeanOfLogarithms() {
        double[][] mean =
                Combiner.geometric().combine(members(), OutputKind.MULTICLASS).toDoubleMatrix();
        double[] unnormalized = new double[3];
        double total = 0;
        for (int label = 0; label < 3; label++) {
            unnormalized[label] =
                    Math.cbrt(PROBABILITIES[0][0][label] * PROBABILITIES[1][0][label] * PROBABILITIES[2][0][label]);
            total += unnormalized[label];
        }
        for (int label = 0; label < 3; label++) {
            assertThat(mean[0][label]).isCloseTo(unnormalized[label] / total, CLOSE);
        }
        assertThat(mean[1][0] + mean[1][1] + mean[1][2]).isCloseTo(1, CLOSE);
    }

    @Test
    void geometric_ofOneProbability_normalizesWithItsComplement() {
        INDArray members = Nd4j.create(new double[][][] {{{0.9}}, {{0.6}}});
        double yes = Math.sqrt(0.9 * 0.6);
        double no = Math.sqrt(0.1 * 0.4);
        assertThat(Combiner.geometric().combine(members, OutputKind.BINARY).getDouble(0, 0))
                .isCloseTo(yes / (yes + no), CLOSE);
    }

    @Test
    void geometric_aZero_doesNotBecomeNaN() {
        INDArray members = Nd4j.create(new double[][][] {{{1, 0}}, {{0, 1}}});
        double[] mean =
                Combiner.geometric().combine(members, OutputKind.MULTICLASS).toDoubleMatrix()[0];
        assertThat(mean[0]).isCloseTo(0.5, CLOSE);
        assertThat(mean[1]).isCloseTo(0.5, CLOSE);
    }

    @Test
    void vote_isTheShareOfMembers() {
        double[][] votes =
                Combiner.vote().combine(members(), OutputKind.MULTICLASS).toDoubleMatrix();
        assertThat(votes[0]).containsExactly(2 / 3.0, 1 / 3.0, 0);
        assertThat(votes[1]).containsExactly(0, 1 / 3.0, 2 / 3.0);
    }

    @Test
    void vote_ofOneProbability_countsThoseAboveOneHalf() {
        INDArray members = Nd4j.create(new double[][][] {{{0.9}}, {{0.5}}, {{0.6}}, {{0.1}}});
        assertThat(Combiner.vote().combine(members, OutputKind.BINARY).getDouble(0, 0))
                .isEqualTo(0.5);
    }

    @Test
    void timeSeries_areCombinedStepByStep() {
        // [members, examples, classes, steps]: the second step swaps the classes.
        INDArray members = Nd4j.create(new double[][][][] {
            {{{0.9, 0.1}, {0.1, 0.9}}}, {{{0.8, 0.2}, {0.2, 0.8}}},
        });
        for (Combiner combiner : new Combiner[] {Combiner.mean(), Combiner.geometric(), Combiner.vote()}) {
            INDArray combined = combiner.combine(members, OutputKind.MULTICLASS);
            assertThat(combined.shape()).as(combiner.name()).containsExactly(1, 2, 2);
            assertThat(combined.getDouble(0, 0, 0)).as(combiner.name()).isGreaterThan(0.8);
            assertThat(combined.getDouble(0, 0, 1)).as(combiner.name()).isLessThan(0.2);
            assertThat(combined.getDouble(0, 0, 0) + combined.getDouble(0, 1, 0))
                    .as(combiner.name())
                    .isCloseTo(1, CLOSE);
        }
    }

    @Test
    void regression_hasNoGeometricMeanAndNoVote() {
        assertThatThrownBy(() -> Combiner.geometric().combine(members(), OutputKind.REGRESSION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("combiner geometric needs probabilities, the output is a regression");
        assertThatThrownBy(() -> Combiner.vote().combine(members(), OutputKind.REGRESSION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("combiner vote needs classes, the output is a regression");
    }
}
