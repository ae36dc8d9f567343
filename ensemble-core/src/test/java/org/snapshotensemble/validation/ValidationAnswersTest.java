package org.snapshotensemble.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.SnapshotTrainer;

class ValidationAnswersTest {

    private static final double[][][] TWO_EXAMPLES = {{{0.6, 0.4}, {0.3, 0.7}}};

    /** An iterator that is half used is begun anew; 29 examples in batches of 8 end with a short one. */
    @Test
    void of_iterator_asksTheSameAsABatchSource(@TempDir Path folder) {
        DataSet data = TestNetworks.classification(29, 1);
        Path run = SnapshotTrainer.of(
                        TestNetworks.sequential(new Nesterovs(0.1, 0.9)), Schedules.snapshotCosine(0.1, 8, 2))
                .saveTo(folder.resolve("run"))
                .epochs(2)
                .train(BatchSource.shuffled(data.getFeatures(), data.getLabels(), 8, 3))
                .folder();
        DataSetIterator iterator = TestNetworks.batches(data, 8);
        iterator.next();
        try (Ensemble ensemble = Ensemble.load(run)) {
            ValidationAnswers answers = ValidationAnswers.of(ensemble, iterator);
            ValidationAnswers expected =
                    ValidationAnswers.of(ensemble, BatchSource.inOrder(data.getFeatures(), data.getLabels(), 8));
            assertThat(answers.examples()).isEqualTo(29);
            assertThat(answers.array()).isEqualTo(expected.array());
            for (int example = 0; example < 29; example++) {
                assertThat(answers.truth(example)).isEqualTo(expected.truth(example));
            }
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        OutputKind.MULTICLASS,
                        TWO_EXAMPLES,
                        new double[][] {{1, 0}, {1, 1}},
                        "row 1: label must be one-hot (a single 1, the rest 0), was [1.0, 1.0]"),
                Arguments.of(
                        OutputKind.MULTICLASS,
                        TWO_EXAMPLES,
                        new double[][] {{1, 0, 0}, {0, 1, 0}},
                        "row 0: label must have 2 columns, had 3"),
                Arguments.of(
                        OutputKind.MULTICLASS, TWO_EXAMPLES, new double[][] {{1, 0}}, "labels must be 2 rows, were 1"),
                Arguments.of(
                        OutputKind.BINARY,
                        new double[][][] {{{0.5}}},
                        new double[][] {{0.5}},
                        "row 0: label must be 0 or 1, was [0.5]"),
                Arguments.of(
                        OutputKind.REGRESSION,
                        new double[][][] {{{0.5}, {1}}, {{0.5}, {Double.NaN}}},
                        new double[][] {{0.5}, {0.5}},
                        "row 1: what member 1 says must be finite, was [NaN]"),
                Arguments.of(
                        OutputKind.MULTILABEL,
                        TWO_EXAMPLES,
                        new double[][] {{1, 0}, {1, 1}},
                        "the first output must predict one class an example or real values to choose by,"
                                + " predicts independent labels"));
    }

    @Test
    void of_oneHotRowsForASingleColumn_areTheSameAsTheSecondColumn() {
        INDArray members = Nd4j.create(new double[][][] {{{0.6}, {0.2}}});
        ValidationAnswers oneHot =
                ValidationAnswers.of(OutputKind.BINARY, members, Nd4j.create(new double[][] {{0, 1}, {1, 0}}));

        assertThat(oneHot.truth(0)).isEqualTo(1);
        assertThat(oneHot.truth(1)).isZero();
    }

    /** As a sparse loss takes it. */
    @Test
    void of_numbersOfClasses_areTheSameAsOneHotRows() {
        INDArray members = Nd4j.create(new double[][][] {{{0.6, 0.3, 0.1}, {0.2, 0.2, 0.6}}});
        ValidationAnswers numbers =
                ValidationAnswers.of(OutputKind.MULTICLASS, members, Nd4j.create(new double[][] {{1}, {2}}));
        assertThat(numbers.truth(0)).isEqualTo(1);
        assertThat(numbers.truth(1)).isEqualTo(2);
        assertThatThrownBy(() ->
                        ValidationAnswers.of(OutputKind.MULTICLASS, members, Nd4j.create(new double[][] {{1}, {3}})))
                .hasMessage("row 1: label must be one-hot or a class from 0 to 2, was 3.0");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void of_whatCannotBeChosenBy_isRefused(OutputKind kind, double[][][] members, double[][] labels, String message) {
        assertThatThrownBy(() -> ValidationAnswers.of(kind, Nd4j.create(members), Nd4j.create(labels)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
