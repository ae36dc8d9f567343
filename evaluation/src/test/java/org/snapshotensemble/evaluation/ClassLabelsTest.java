package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassLabelsTest {

    private final ClassLabels three = new ClassLabels(3, List.of("a", "b", "c"));
    private final ClassLabels binary = new ClassLabels(1, List.of("no", "yes"));

    @Test
    void classOf_oneHotRow_isTheHotColumn() {
        assertThat(three.classOf(new double[] {0, 0, 1}, 4)).isEqualTo(2);
        assertThat(three.classOf(new double[] {1, 0, 0}, 4)).isZero();
    }

    static List<double[]> notOneHot() {
        return List.of(
                new double[] {0, 0, 0},
                new double[] {1, 0, 1},
                new double[] {0.5, 0.5, 0},
                new double[] {0, Double.NaN, 1},
                new double[] {0, -1, 1},
                new double[] {0, 2, 0});
    }

    @ParameterizedTest
    @MethodSource("notOneHot")
    void classOf_rowNotOneHot_namesTheRow(double[] label) {
        assertThatThrownBy(() -> three.classOf(label, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("row 17: label must be one-hot (a single 1, the rest 0), was [");
    }

    @Test
    void classOf_longRow_isShownInPart() {
        ClassLabels thousand = new ClassLabels(
                1000,
                java.util.stream.IntStream.range(0, 1000)
                        .mapToObj(Integer::toString)
                        .toList());

        assertThatThrownBy(() -> thousand.classOf(new double[1000], 0)).hasMessageEndingWith("0.0] of 1000 columns");
    }

    /** As a sparse loss takes it. */
    @Test
    void classOf_numberOfAClass_isThatClass() {
        assertThat(three.classOf(new double[] {2}, 0)).isEqualTo(2);
        for (double number : new double[] {-1, 3, 0.5, Double.NaN}) {
            assertThatThrownBy(() -> three.classOf(new double[] {number}, 7))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("row 7: label must be one-hot or a class from 0 to 2, was " + number);
        }
    }

    @Test
    void classOf_wrongNumberOfColumns_isRefused() {
        assertThatThrownBy(() -> three.classOf(new double[] {0, 1}, 3))
                .hasMessage("row 3: label must have 3 columns, had 2");
    }

    @Test
    void classOf_singleColumn_isZeroOrOne() {
        assertThat(binary.classOf(new double[] {0}, 0)).isZero();
        assertThat(binary.classOf(new double[] {1}, 0)).isEqualTo(1);
        assertThatThrownBy(() -> binary.classOf(new double[] {0.3}, 5))
                .hasMessage("row 5: label must be 0 or 1, was 0.3");
    }

    @Test
    void classOf_oneHotRowForASingleColumn_isTheHotColumn() {
        assertThat(binary.classOf(new double[] {1, 0}, 0)).isZero();
        assertThat(binary.classOf(new double[] {0, 1}, 0)).isEqualTo(1);
        assertThatThrownBy(() -> binary.classOf(new double[] {1, 1}, 5))
                .hasMessage("row 5: label must be one-hot (a single 1, the rest 0), was [1.0, 1.0]");
        assertThatThrownBy(() -> binary.classOf(new double[] {0, 1, 0}, 5))
                .hasMessage("row 5: label must have 1 columns, had 3");
    }

    @Test
    void probabilities_singleColumn_areOfBothClasses() {
        assertThat(binary.probabilities(new double[] {0.25})).containsExactly(0.75, 0.25);
        assertThat(three.probabilities(new double[] {0.2, 0.3, 0.5})).containsExactly(0.2, 0.3, 0.5);
    }

    @Test
    void constructor_wrongNumberOfNames_isRefused() {
        assertThatThrownBy(() -> new ClassLabels(1, List.of("yes"))).hasMessage("class names must be 2, were 1");
    }
}
