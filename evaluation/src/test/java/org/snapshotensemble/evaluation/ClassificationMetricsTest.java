package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassificationMetricsTest {

    private static final List<String> NAMES = List.of("no", "yes");

    @Test
    void accuracyInterval_81Of100_isThePublishedWilsonInterval() {
        // Newcombe 1998, table I: 81/263 has 0.2553 to 0.3662, 15/148 has 0.0624 to 0.1605.
        assertWilson(263, 81, 0.2553, 0.3662);
        assertWilson(148, 15, 0.0624, 0.1605);
    }

    @Test
    void accuracyInterval_allRight_hasAWidth() {
        // Newcombe 1998, table I, mirrored: 0/20 has 0 to 0.1611.
        assertWilson(20, 20, 0.8389, 1);
    }

    @Test
    void accuracyInterval_oneExample_staysWithinZeroAndOne() {
        Interval interval = metrics(1, 0).accuracyInterval();

        assertThat(interval.low()).isZero();
        assertThat(interval.high()).isBetween(0.79, 0.8);
    }

    @Test
    void macroF1_classPredictedButNeverALabel_countsAsZero() {
        ConfusionMatrix confusion = ConfusionMatrix.of(new int[][] {{3, 1}, {0, 0}});
        ClassificationMetrics metrics = new ClassificationMetrics(confusion, NAMES, 0.1, 0.1);

        assertThat(metrics.macroF1()).isCloseTo((6.0 / 7 + 0) / 2, within(1e-15));
    }

    @Test
    void constructor_noExample_isRefused() {
        ConfusionMatrix empty = ConfusionMatrix.of(new int[2][2]);

        assertThatThrownBy(() -> new ClassificationMetrics(empty, NAMES, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("confusion must hold >= 1 example, held 0");
    }

    @Test
    void constructor_namesOfAnotherNumber_isRefused() {
        ConfusionMatrix confusion = ConfusionMatrix.of(new int[][] {{1, 0}, {0, 1}});

        assertThatThrownBy(() -> new ClassificationMetrics(confusion, List.of("no"), 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classNames must have 2 names, had 1");
    }

    private static void assertWilson(int examples, int right, double low, double high) {
        Interval interval = metrics(examples, right).accuracyInterval();

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
        assertThat(interval.level()).isEqualTo(0.95);
    }

    private static ClassificationMetrics metrics(int examples, int right) {
        return new ClassificationMetrics(
                ConfusionMatrix.of(new int[][] {{right, examples - right}, {0, 0}}), NAMES, 0.5, 0.5);
    }
}
