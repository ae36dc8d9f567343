package org.snapshotensemble.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.benchmarks.result.Goal.Figure;

class GoalTest {

    private static final Quantity SPEED = new Quantity("training", "speed", "examples/s", Better.HIGHER);
    private static final Figure OURS = new Figure("cnn", "training", Contender.PROJECT);
    private static final Figure THEIRS = new Figure("cnn", "training", Contender.PYTORCH);
    private static final Measurement FAST = new Measurement("cnn", SPEED, Contender.PROJECT, List.of(30.0));
    private static final Measurement SLOW = new Measurement("cnn", SPEED, Contender.PYTORCH, List.of(20.0));

    @Test
    void reached_ratio_dividesTheFirstByTheSecond() {
        Goal goal = Goal.ratio("words", OURS, THEIRS, Better.HIGHER, 1.4);

        assertThat(goal.reached(List.of(SLOW, FAST))).hasValue(1.5);
    }

    @Test
    void reached_number_isItsMedian() {
        assertThat(Goal.number("words", OURS, Better.LOWER, 1).reached(List.of(FAST)))
                .hasValue(30);
    }

    @Test
    void reached_oneOfTwoNotMeasured_isEmpty() {
        Goal goal = Goal.ratio("words", OURS, THEIRS, Better.HIGHER, 1.4);

        assertThat(goal.reached(List.of(FAST))).isEmpty();
        assertThat(goal.reached(List.of(SLOW))).isEmpty();
    }

    @Test
    void isMetBy_boundItself_isMetOnBothSides() {
        Goal atLeast = Goal.number("words", OURS, Better.HIGHER, 1.4);
        Goal atMost = Goal.number("words", OURS, Better.LOWER, 1.4);

        assertThat(atLeast.isMetBy(1.4)).isTrue();
        assertThat(atLeast.isMetBy(1.39)).isFalse();
        assertThat(atMost.isMetBy(1.4)).isTrue();
        assertThat(atMost.isMetBy(1.41)).isFalse();
        assertThat(atLeast.boundText()).isEqualTo(">= 1.4");
        assertThat(atMost.boundText()).isEqualTo("<= 1.4");
    }
}
