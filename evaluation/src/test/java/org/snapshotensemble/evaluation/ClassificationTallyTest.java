package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassificationTallyTest {

    private static final List<String> NAMES = List.of("cat", "dog", "owl");

    @Test
    void metrics_threeExamples_areThoseComputedByHand() {
        ClassificationTally tally = ClassificationTally.ofExamples("model", 3, Optional.empty());
        tally.add(0, new double[] {0.5, 0.25, 0.25});
        tally.add(1, new double[] {0.5, 0.25, 0.25});
        tally.add(1, new double[] {0, 1, 0});

        ClassificationMetrics metrics = tally.metrics(NAMES);

        assertThat(metrics.examples()).isEqualTo(3);
        assertThat(metrics.accuracy()).isEqualTo(2.0 / 3);
        assertThat(metrics.logLoss()).isCloseTo((Math.log(2) + Math.log(4) + 0) / 3, within(1e-15));
        // (0.25 + 0.0625 + 0.0625) + (0.25 + 0.5625 + 0.0625) + 0
        assertThat(metrics.brier()).isCloseTo(1.25 / 3, within(1e-15));
        assertThat(metrics.perClass())
                .containsExactly(
                        new ClassMetrics("cat", 1, 2, 1),
                        new ClassMetrics("dog", 2, 1, 1),
                        new ClassMetrics("owl", 0, 0, 0));
        // Both F1 are 2/3; the owl neither occurs nor is predicted.
        assertThat(metrics.macroF1()).isCloseTo(2.0 / 3, within(1e-15));
    }

    @Test
    void logLoss_trueClassWithoutProbability_isClippedAtTheUlpOfOne() {
        ClassificationTally tally = ClassificationTally.ofExamples("model", 2, Optional.empty());
        tally.add(0, new double[] {0, 1});

        assertThat(tally.metrics(List.of("a", "b")).logLoss()).isCloseTo(52 * Math.log(2), within(1e-14));
        assertThat(tally.metrics(List.of("a", "b")).brier()).isEqualTo(2);
    }

    @Test
    void predictedClass_tie_isTheFirst() {
        ClassificationTally tally = ClassificationTally.ofExamples("model", 3, Optional.empty());
        tally.add(2, new double[] {0.2, 0.4, 0.4});

        assertThat(tally.metrics(NAMES).confusion().count(2, 1)).isEqualTo(1);
    }

    @Test
    void rightWhereWrong_twoModels_countsTheExamplesOfEachAlone() {
        ClassificationTally first = ClassificationTally.ofExamples("first", 2, Optional.empty());
        ClassificationTally second = ClassificationTally.ofExamples("second", 2, Optional.empty());
        double[] zero = {0.9, 0.1};
        double[] one = {0.1, 0.9};
        for (double[][] pair : new double[][][] {{zero, zero}, {zero, one}, {zero, one}, {one, zero}, {one, one}}) {
            first.add(0, pair[0]);
            second.add(0, pair[1]);
        }

        assertThat(first.rightWhereWrong(second)).isEqualTo(2);
        assertThat(second.rightWhereWrong(first)).isEqualTo(1);
        assertThat(first.rightWhereWrong(first)).isZero();
    }

    @Test
    void logLosses_tallyOfSums_isRefused() {
        ClassificationTally tally = ClassificationTally.ofSums("cycle-0001", 2);
        tally.add(0, new double[] {0.5, 0.5});

        assertThatThrownBy(tally::logLosses)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cycle-0001 was tallied without its examples");
    }

    @Test
    void add_probabilityNotFinite_namesModelRowAndClass() {
        ClassificationTally tally = ClassificationTally.ofSums("cycle-0002", 2);
        tally.add(0, new double[] {0.5, 0.5});

        assertThatThrownBy(() -> tally.add(0, new double[] {0.5, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cycle-0002, row 1: probability of class 1 must be finite, was NaN");
    }

    static Stream<JsonNode> golden() {
        return Golden.cases("classification");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void metrics_goldenData_areThoseOfAnotherImplementation(JsonNode golden) {
        int classes = golden.get("classes").intValue();
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        int[] labels = Golden.ints(golden.get("labels"));
        ClassificationTally tally = ClassificationTally.ofSums("model", classes);
        for (int row = 0; row < labels.length; row++) {
            tally.add(labels[row], Golden.doubles(golden.get("probabilities").get(row)));
        }

        ClassificationMetrics metrics = tally.metrics(names);

        assertThat(metrics.accuracy()).isEqualTo(golden.get("accuracy").doubleValue());
        assertThat(metrics.logLoss()).isCloseTo(golden.get("logLoss").doubleValue(), within(1e-15));
        assertThat(metrics.brier()).isCloseTo(golden.get("brier").doubleValue(), within(1e-16));
        assertThat(metrics.macroF1()).isCloseTo(golden.get("macroF1").doubleValue(), within(1e-15));
        for (int label = 0; label < classes; label++) {
            ClassMetrics found = metrics.perClass().get(label);
            assertThat(found.precision())
                    .isCloseTo(golden.get("precision").get(label).doubleValue(), within(1e-15));
            assertThat(found.recall()).isCloseTo(golden.get("recall").get(label).doubleValue(), within(1e-15));
            assertThat(found.f1()).isCloseTo(golden.get("f1").get(label).doubleValue(), within(1e-15));
            assertThat(found.support())
                    .isEqualTo(golden.get("support").get(label).intValue());
            for (int predicted = 0; predicted < classes; predicted++) {
                assertThat(metrics.confusion().count(label, predicted))
                        .isEqualTo(golden.get("confusion")
                                .get(label)
                                .get(predicted)
                                .intValue());
            }
        }
    }
}
