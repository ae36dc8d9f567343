package org.snapshotensemble.validation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;

class ValidationAnswersTest {

    private static final double[][][] TWO_EXAMPLES = {{{0.6, 0.4}, {0.3, 0.7}}};

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

    @ParameterizedTest
    @MethodSource("wrong")
    void of_whatCannotBeChosenBy_isRefused(OutputKind kind, double[][][] members, double[][] labels, String message) {
        assertThatThrownBy(() -> ValidationAnswers.of(kind, Nd4j.create(members), Nd4j.create(labels)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
