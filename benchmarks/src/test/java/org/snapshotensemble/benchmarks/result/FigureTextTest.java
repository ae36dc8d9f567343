package org.snapshotensemble.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"12345.6;12,346", "100;100", "99.94;99.9", "10;10.0", "9.994;9.99", "1;1.00", "0.5;0.500", "0;0"})
    void of_anySize_hasThreeDigitsThatCount(double value, String text) {
        assertThat(FigureText.of(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0009", "1e-9"})
    void of_nextToNothing_saysSo(double value) {
        assertThat(FigureText.of(value)).isEqualTo("< 0.001");
    }
}
