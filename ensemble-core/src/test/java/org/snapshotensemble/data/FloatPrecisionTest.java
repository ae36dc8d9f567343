package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FloatPrecisionTest {

    /** Seconds since 1970; floats are 128 apart there, so one may be 64 off. */
    private static final long NOW = 1_700_000_000L;

    /** The limit is a hundredth of the range: 36 of an hour's seconds, 864 of a day's. */
    @ParameterizedTest
    @CsvSource({"0, false", "3600, true", "6300, true", "6500, false", "86400, false"})
    void firstLost_secondsOverASpan_dependsOnTheSpan(int span, boolean lost) {
        FloatPrecision precision = new FloatPrecision(2);
        for (int step = 0; step <= 1_000; step++) {
            String cell = Long.toString(NOW + 64 + (long) span * step / 1_000);
            precision.add(0, "0.5", 0.5f);
            precision.add(1, cell, Float.parseFloat(cell));
        }
        assertThat(precision.firstLost().isPresent()).isEqualTo(lost);
        if (lost) {
            assertThat(precision.firstLost()).hasValue(1);
        }
    }

    /** Floats are 0.0000038 apart there, so one may be half of that off: a hundredth of 0.00019. */
    @ParameterizedTest
    @CsvSource({"0, false", "0.00001, true", "0.00015, true", "0.0002, false", "10, false"})
    void firstLost_degreesOverASpan_dependsOnTheSpan(double span, boolean lost) {
        FloatPrecision precision = new FloatPrecision(1);
        for (int step = 0; step <= 1_000; step++) {
            precision.add(0, Double.toString(52.52 + span * step / 1_000));
        }
        assertThat(precision.firstLost().isPresent()).isEqualTo(lost);
    }

    /** What arithmetic leaves of a constant is one. */
    @ParameterizedTest
    @CsvSource({"0.3, 0.30000000000000004", "-1, -0.9999999999999999", "0.1, 0.1"})
    void firstLost_constantButForRounding_isNone(String one, String other) {
        FloatPrecision precision = new FloatPrecision(1);
        precision.add(0, one);
        precision.add(0, other);
        assertThat(precision.firstLost()).isEmpty();
    }

    /** An outlier that comes late makes room for what was lost before; one value more of the same size does not. */
    @ParameterizedTest
    @CsvSource({"53, false", "52.52003, true"})
    void firstLost_withALateValue_countsItsRange(String last, boolean lost) {
        FloatPrecision precision = new FloatPrecision(1);
        precision.add(0, "52.520001");
        precision.add(0, "52.520002");
        precision.add(0, last);
        assertThat(precision.firstLost().isPresent()).isEqualTo(lost);
    }
}
