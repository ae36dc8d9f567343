package org.snapshotensemble.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private static final Quantity SPEED = new Quantity("training", "speed", "examples/s", Better.HIGHER);
    private static final Quantity TIME = new Quantity("latency", "time", "ms", Better.LOWER);

    @Test
    void spread_ofSeveralValues_isTheLowestAndTheHighest() {
        Measurement measurement = of(SPEED, 3, 1, 2);

        assertThat(measurement.median()).isEqualTo(2);
        assertThat(measurement.lowest()).isEqualTo(1);
        assertThat(measurement.highest()).isEqualTo(3);
    }

    @Test
    void ratioTo_machineThatSlowsDown_pairsTheRounds() {
        // The rounds say 4, 3 and 1; the medians, 4 and 2, would say 2.
        assertThat(of(SPEED, 4, 30, 2).ratioTo(of(SPEED, 1, 10, 2))).isEqualTo(3);
    }

    @Test
    void ratioTo_otherWithFewerRounds_takesTheRoundsThatBothHave() {
        assertThat(of(SPEED, 8, 6, 1000).ratioTo(of(SPEED, 2, 2))).isEqualTo(3.5);
    }

    @Test
    void ratioTo_zero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(SPEED, 1).ratioTo(of(SPEED, 0)))
                .withMessage("other values must not be 0, were [0.0]");
    }

    @Test
    void advantageOver_eitherDirection_isAboveOneForTheBetter() {
        assertThat(of(SPEED, 4).advantageOver(of(SPEED, 2))).isEqualTo(2);
        assertThat(of(TIME, 4).advantageOver(of(TIME, 2))).isEqualTo(0.5);
    }

    @Test
    void values_notFinite_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(SPEED, 1, Double.NaN))
                .withMessage("values must be finite, were [1.0, NaN]");
    }

    private static Measurement of(Quantity quantity, double... values) {
        return new Measurement(
                "case",
                quantity,
                Contender.PROJECT,
                Arrays.stream(values).boxed().toList());
    }
}
