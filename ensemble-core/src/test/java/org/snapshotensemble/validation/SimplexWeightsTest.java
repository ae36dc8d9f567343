package org.snapshotensemble.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;

class SimplexWeightsTest {

    /** SciPy 1.10.1's SLSQP on the same numbers, from four starts. */
    @Test
    void of_classification_isWhatAnotherMinimizerFinds() {
        SimplexWeights found = SimplexWeights.of(SyntheticAnswers.classification(7, 4, 60, 3));
        assertThat(found.error()).isCloseTo(0.6753890800382222, within(1e-9));
        double[] expected = {0, 0.21145195, 0.13015819, 0.65838985};
        for (int member = 0; member < expected.length; member++) {
            assertThat(found.weights().get(member)).isCloseTo(expected[member], within(1e-5));
        }
        assertThat(found.gap()).isBetween(0.0, 1e-11);
    }

    @Test
    void of_regression_isWhatAnotherMinimizerFinds() {
        SimplexWeights found = SimplexWeights.of(SyntheticAnswers.regression(11, 4, 40, 2));
        assertThat(found.error()).isCloseTo(0.03450197561224884, within(1e-9));
        double[] expected = {0.43318501, 0.23251656, 0.20998172, 0.1243167};
        for (int member = 0; member < expected.length; member++) {
            assertThat(found.weights().get(member)).isCloseTo(expected[member], within(1e-5));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void of_anyAnswers_noWeightsOfAGridAreBetter(long seed) {
        for (ValidationAnswers answers :
                List.of(SyntheticAnswers.classification(seed, 3, 40, 4), SyntheticAnswers.regression(seed, 3, 40, 1))) {
            SimplexWeights found = SimplexWeights.of(answers);
            BruteForce plain = new BruteForce(answers);
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i <= 50; i++) {
                for (int j = 0; j <= 50 - i; j++) {
                    least = Math.min(least, plain.error(new double[] {i / 50.0, j / 50.0, (50 - i - j) / 50.0}));
                }
            }
            assertThat(found.error()).isBetween(least - 0.01, least + 1e-12);
            assertThat(found.weights().stream().mapToDouble(Double::doubleValue).sum())
                    .isCloseTo(1, within(1e-12));
            assertThat(found.weights()).allMatch(weight -> weight >= 0);
        }
    }

    @Test
    void of_oneMemberThatIsNeverWorse_givesItAllTheWeight() {
        ValidationAnswers answers = ValidationAnswers.of(
                OutputKind.MULTICLASS,
                Nd4j.create(new double[][][] {
                    {{0.6, 0.4}, {0.5, 0.5}}, {{0.9, 0.1}, {0.2, 0.8}}, {{0.7, 0.3}, {0.4, 0.6}}
                }),
                Nd4j.create(new double[][] {{1, 0}, {0, 1}}));
        SimplexWeights found = SimplexWeights.of(answers);
        assertThat(found.weights()).containsExactly(0.0, 1.0, 0.0);
        assertThat(found.error()).isEqualTo(-(Math.log(0.9) + Math.log(0.8)) / 2);
    }

    @Test
    void of_equalMembers_keepsTheLastAlone() {
        ValidationAnswers answers = ValidationAnswers.of(
                OutputKind.BINARY,
                Nd4j.create(new double[][][] {{{0.6}, {0.4}}, {{0.6}, {0.4}}}),
                Nd4j.create(new double[][] {{1}, {0}}));
        SimplexWeights found = SimplexWeights.of(answers);
        assertThat(found.weights()).containsExactly(0.0, 1.0);
        assertThat(found.error()).isCloseTo(-Math.log(0.6), within(1e-15));
    }
}
