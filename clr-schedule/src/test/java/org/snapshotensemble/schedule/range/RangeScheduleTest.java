package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RangeScheduleTest {

    @Test
    void rateAt_geometric_growsByTheSameFactor() {
        RangeSchedule sweep = RangeSchedule.geometric(1e-4, 1, 5);

        assertThat(sweep.rateAt(0)).isEqualTo(1e-4);
        assertThat(sweep.rateAt(1)).isCloseTo(1e-3, within(1e-17));
        assertThat(sweep.rateAt(2)).isCloseTo(1e-2, within(1e-16));
        assertThat(sweep.rateAt(3)).isCloseTo(1e-1, within(1e-15));
        assertThat(sweep.rateAt(4)).isEqualTo(1);
        assertThat(sweep.rateAt(5)).isEqualTo(1);
        assertThat(sweep.momentumAt(0)).isEmpty();
    }

    @Test
    void rateAt_linearInStepsOfThree_staysForThreeIterations() {
        RangeSchedule sweep = new RangeSchedule(0.1, 0.5, 3, 3, Growth.LINEAR);

        assertThat(sweep.iterations()).isEqualTo(9);
        assertThat(sweep.rateAt(2)).isEqualTo(0.1);
        assertThat(sweep.rateAt(3)).isCloseTo(0.3, within(1e-15));
        assertThat(sweep.rateAt(5)).isCloseTo(0.3, within(1e-15));
        assertThat(sweep.rateAt(6)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @EnumSource(Growth.class)
    void rateAt_anyGrowth_neverFallsAndStaysWithinItsEnds(Growth growth) {
        RangeSchedule sweep = new RangeSchedule(1e-300, 1e300, 10_000, 1, growth);
        double before = 0;
        for (int iteration = 0; iteration < sweep.iterations(); iteration++) {
            assertThat(sweep.rateAt(iteration)).isBetween(Math.max(before, 1e-300), 1e300);
            before = sweep.rateAt(iteration);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0     | 1   | 5 | 1 | from must be finite and > 0, was 0.0
                    NaN   | 1   | 5 | 1 | from must be finite and > 0, was NaN
                    0.1   | NaN | 5 | 1 | to must be finite and > 0, was NaN
                    0.1   | 0.1 | 5 | 1 | from must be < to, was from=0.1, to=0.1
                    0.1   | 1   | 1 | 1 | steps must be >= 2, was 1
                    0.1   | 1   | 5 | 0 | iterationsPerStep must be >= 1, was 0
                    0.1   | 1   | 2147483647 | 2 | steps * iterationsPerStep must be <= 2147483647, was 4294967294
                    """)
    void new_brokenRule_isRefused(double from, double to, int steps, int each, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RangeSchedule(from, to, steps, each, Growth.GEOMETRIC))
                .withMessage(message);
    }

    @Test
    void rateAt_negativeIteration_isRefused() {
        RangeSchedule sweep = RangeSchedule.geometric(1e-4, 1, 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sweep.rateAt(-1))
                .withMessage("iteration must be >= 0, was -1");
    }
}
