package org.snapshotensemble.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.network.OutputKind;

class CascadeChoiceTest {

    /** The second member is the better; of four examples it is unsure of two, and the first member turns one of them. */
    @Test
    void of_fourExamples_isWhatOneComputesByHand() {
        ValidationAnswers answers = ValidationAnswers.of(
                OutputKind.MULTICLASS,
                Nd4j.create(new double[][][] {
                    {{0.6, 0.4}, {0.6, 0.4}, {0.9, 0.1}, {0.4, 0.6}},
                    {{0.9, 0.1}, {0.2, 0.8}, {0.45, 0.55}, {0.6, 0.4}},
                }),
                Nd4j.create(new double[][] {{1, 0}, {0, 1}, {1, 0}, {1, 0}}));
        CascadeChoice choice = CascadeChoice.of(answers, 0);
        assertThat(choice.rule().order()).containsExactly(1, 0);
        // All: 0.75, (0.4, 0.6), 0.675 and a tie, whose first class is right: 4 of 4.
        assertThat(choice.fullAccuracy()).isEqualTo(1);
        assertThat(choice.chosen()).isEqualTo(new CascadePoint(0.6, 1, 1.25));
        assertThat(choice.largestLoss()).isCloseTo(2.7055434541 / 6.7055434541, within(1e-9));
        assertThat(choice.curve())
                .containsExactly(
                        new CascadePoint(0.55, 0.75, 1),
                        new CascadePoint(0.6, 1, 1.25),
                        new CascadePoint(0.8, 1, 1.5),
                        new CascadePoint(0.9, 1, 1.75),
                        new CascadePoint(1, 1, 2));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void of_anyAnswers_keepsTheMargin_andTheCombinerDoesWhatItSays(long seed) {
        ValidationAnswers answers = SyntheticAnswers.classification(seed, 5, 200, 3);
        CascadeChoice choice = CascadeChoice.of(answers, 0.01);
        assertThat(choice.chosen().accuracy()).isGreaterThanOrEqualTo(choice.fullAccuracy() - 0.01);
        INDArray combined = Combiner.cascade(choice.rule()).combine(answers.array(), answers.kind());
        int[] classes = combined.argMax(1).toIntVector();
        int right = 0;
        for (int example = 0; example < 200; example++) {
            right += classes[example] == answers.truth(example) ? 1 : 0;
        }
        assertThat(right / 200.0).isCloseTo(choice.chosen().accuracy(), within(1e-12));
    }

    /** Of 4,000 examples the first member alone gets 62 wrong that both get right, and 60 right that both get wrong. */
    @Test
    void of_lossThatMayBeChance_isNotTaken() {
        double[][][] members = new double[2][4000][];
        double[][] labels = new double[4000][];
        for (int example = 0; example < 4000; example++) {
            boolean unsure = example < 122;
            members[0][example] = unsure ? new double[] {0.55, 0.45} : new double[] {0.95, 0.05};
            members[1][example] = unsure ? new double[] {0.1, 0.9} : new double[] {0.9, 0.1};
            labels[example] = example < 62 ? new double[] {0, 1} : new double[] {1, 0};
        }
        ValidationAnswers answers =
                ValidationAnswers.of(OutputKind.MULTICLASS, Nd4j.create(members), Nd4j.create(labels));

        CascadeChoice choice = CascadeChoice.of(answers);
        assertThat(choice.rule().order()).containsExactly(0, 1);
        assertThat(choice.curve().get(0).accuracy()).isEqualTo(choice.fullAccuracy() - 2 / 4000.0);
        assertThat(choice.chosen().threshold()).isCloseTo(0.95, within(1e-6));
        assertThat(choice.chosen().membersAsked()).isEqualTo(1 + 122 / 4000.0);
    }

    @Test
    void of_wrongMargin_isRefused() {
        assertThatThrownBy(() -> CascadeChoice.of(SyntheticAnswers.classification(1, 2, 3, 2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("margin must be in [0, 1), was 1.0");
    }

    @Test
    void of_regression_isRefused() {
        assertThatThrownBy(() -> CascadeChoice.of(SyntheticAnswers.regression(1, 2, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a cascade is for class probabilities, was REGRESSION");
    }
}
