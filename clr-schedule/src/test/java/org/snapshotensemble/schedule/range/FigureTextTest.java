package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FigureTextTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "3.669094745950563E-5, 0.00003669",
        "4.0E-7, 4E-7",
        "0.004, 0.004",
        "0.0505, 0.0505",
        "0.123456, 0.1235",
        "10, 10",
        "123456, 123500",
        "0, 0"
    })
    void of_number_hasFourDigitsAtMost(double number, String text) {
        assertThat(FigureText.of(number, 4)).isEqualTo(text);
    }
}
