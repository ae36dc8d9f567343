package org.snapshotensemble.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.network.OutputKind;

class TemperatureTest {

    /** The root that SciPy 1.10.1's brentq finds of the derivative, on the same numbers. */
    @Test
    void of_classification_isWhatAnotherMinimizerFinds() {
        Temperature found = Temperature.of(SyntheticAnswers.classification(7, 4, 60, 3), Combiner.mean());
        assertThat(found.value()).isCloseTo(0.3236997544966325, within(1e-9));
        assertThat(found.logLossBefore()).isCloseTo(0.7478982275912192, within(1e-9));
        assertThat(found.logLossAfter()).isCloseTo(0.5699689271393424, within(1e-9));
    }

    @Test
    void of_combiner_hasTheLogLossThatWasPromised() {
        ValidationAnswers answers = SyntheticAnswers.classification(3, 3, 80, 4);
        Temperature found = Temperature.of(answers, Combiner.geometric());
        INDArray tempered = found.of(Combiner.geometric()).combine(answers.array(), answers.kind());
        double logLoss = 0;
        for (int example = 0; example < 80; example++) {
            logLoss -= Math.log(tempered.getDouble(example, answers.truth(example))) / 80;
            assertThat(tempered.getRow(example).sumNumber().doubleValue()).isCloseTo(1, within(1e-12));
        }
        assertThat(logLoss).isCloseTo(found.logLossAfter(), within(1e-9));
        assertThat(found.logLossAfter()).isLessThan(found.logLossBefore());
    }

    /** Three examples in four are right where the ensemble says 0.9: it should say 3/4, at ln 9 / ln 3 = 2. */
    @Test
    void of_binaryThatIsTooSure_isTheTemperatureThatSaysTheShareThatIsRight() {
        ValidationAnswers answers = ValidationAnswers.of(
                OutputKind.BINARY,
                Nd4j.create(new double[][][] {{{0.9}, {0.9}, {0.9}, {0.9}}}),
                Nd4j.create(new double[][] {{1}, {1}, {1}, {0}}));
        Temperature found = Temperature.of(answers, Combiner.mean());
        assertThat(found.value()).isCloseTo(2, within(1e-9));
        INDArray tempered = found.of(Combiner.mean()).combine(answers.array(), answers.kind());
        assertThat(tempered.toDoubleMatrix()[0][0]).isCloseTo(0.75, within(1e-9));
    }

    private static Temperature of(double[][] probabilities, double[][] labels) {
        return Temperature.of(
                ValidationAnswers.of(
                        OutputKind.MULTICLASS, Nd4j.create(new double[][][] {probabilities}), Nd4j.create(labels)),
                Combiner.mean());
    }

    @Test
    void of_rowsOfOneClassifier_isTheSame() {
        Temperature found =
                Temperature.of(new double[][] {{0.1, 0.9}, {0.1, 0.9}, {0.1, 0.9}, {0.1, 0.9}}, new int[] {1, 1, 1, 0});
        assertThat(found.value()).isCloseTo(2, within(1e-9));
    }

    @Test
    void of_rowsThatDoNotFit_areRefused() {
        double[][] one = {{0.1, 0.9}};
        assertThatThrownBy(() -> Temperature.of(new double[0][], new int[0]))
                .hasMessage("the validation data must have >= 1 example, had 0");
        assertThatThrownBy(() -> Temperature.of(one, new int[] {0, 1}))
                .hasMessage("classes must be 1, one an example, were 2");
        assertThatThrownBy(() -> Temperature.of(one, new int[] {2}))
                .hasMessage("row 0: class must be >= 0 and < 2, was 2");
        assertThatThrownBy(() -> Temperature.of(new double[][] {{Double.NaN, 1}}, new int[] {0}))
                .hasMessage("row 0: probability must be finite, was NaN");
    }

    /** One class of a float softmax may be nothing at all: the fit and the answers must take it for the same. */
    @Test
    void of_probabilityThatIsNone_hasTheLogLossThatWasPromised() {
        double[][] probabilities = {{1, 0}, {1e-30, 1}, {0.7, 0.3}, {0.2, 0.8}};
        double[][] labels = {{0, 1}, {1, 0}, {1, 0}, {0, 1}};
        Temperature found = of(probabilities, labels);
        INDArray tempered =
                found.of(Combiner.mean()).combine(Nd4j.create(new double[][][] {probabilities}), OutputKind.MULTICLASS);
        double logLoss = 0;
        for (int example = 0; example < 4; example++) {
            int truth = labels[example][0] == 1 ? 0 : 1;
            logLoss -= Math.log(tempered.getDouble(example, truth)) / 4;
            assertThat(found.applyTo(probabilities[example])[truth])
                    .isCloseTo(tempered.getDouble(example, truth), within(1e-12));
        }
        assertThat(found.value()).isGreaterThan(1);
        assertThat(logLoss).isCloseTo(found.logLossAfter(), within(1e-9));
    }

    @Test
    void of_allRight_isOne() {
        Temperature found = of(new double[][] {{0.6, 0.4}, {0.3, 0.7}}, new double[][] {{1, 0}, {0, 1}});
        assertThat(found.value()).isEqualTo(1);
        assertThat(found.logLossBefore()).isCloseTo(-Math.log(0.6 * 0.7) / 2, within(1e-12));
        assertThat(found.logLossAfter()).isEqualTo(found.logLossBefore());
    }

    @Test
    void of_allWrong_endsAtTheHighestTemperature() {
        Temperature found = of(new double[][] {{0.4, 0.6}, {0.7, 0.3}}, new double[][] {{1, 0}, {0, 1}});
        assertThat(found.value()).isCloseTo(100, within(1e-9));
    }

    @Test
    void of_regression_isRefused() {
        assertThatThrownBy(() -> Temperature.of(SyntheticAnswers.regression(1, 2, 3, 1), Combiner.mean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a temperature is fitted to class probabilities, was REGRESSION");
    }
}
