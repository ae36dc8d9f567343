package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({"1s, 1", "90s, 90", "45m, 2700", "2h, 7200", "1h30m, 5400", "1h1m1s, 3661", "0h5s, 5"})
    void parse_addsHoursMinutesAndSeconds(String text, long seconds) {
        assertThat(TimeText.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "0h0m", "90", "1.5h", "-5m", "5m1h", "2 h", "2H", "123456h", "one hour"})
    void parse_whatIsNoTime_isRefused(String text) {
        assertThatThrownBy(() -> TimeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a time above 0 such as 90s, 45m or 1h30m, was '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 1s",
        "59.4, 59s",
        "59.6, 1m",
        "61, 1m1s",
        "1799, 29m59s",
        "1801, 30m",
        "3600, 1h",
        "5400, 1h30m",
        "7199.6, 2h",
        "1e300, 277777777h46m"
    })
    void of_isAsShortAsAPersonWantsIt(double seconds, String text) {
        assertThat(TimeText.of(seconds)).isEqualTo(text);
    }

    /** What is advised must be enough. */
    @ParameterizedTest
    @CsvSource({"0.2, 1s", "59.1, 1m", "1799, 29m59s", "1799.5, 30m", "2759, 46m", "2760, 46m", "7141, 2h"})
    void ofAtLeast_isNoLess(double seconds, String text) {
        assertThat(TimeText.ofAtLeast(seconds)).isEqualTo(text);
        assertThat((double) TimeText.parse(text).toSeconds()).isGreaterThanOrEqualTo(seconds);
    }

    @Test
    void of_whatWasParsed_isTheSame() {
        assertThat(TimeText.of(TimeText.parse("90s"))).isEqualTo("1m30s");
    }
}
