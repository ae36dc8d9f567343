package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecimalTextTest {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1.0E-5, 0.00001",
        "10000.0, 10000",
        "0, 0",
        "-0.0, 0",
        "-2.50, -2.5",
        "0.99994, 0.99994",
        "0.30000000000000004, 0.30000000000000004",
        "2.0E-3, 0.002",
        "1.0E23, 100000000000000000000000",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "4.9E-324, 5E-324",
        "1.7976931348623157E308, 1.7976931348623157E+308",
        "0.3333333333333333, 0.3333333333333333"
    })
    void of_knownNumber_isTheShortestText(double value, String text) {
        assertThat(DecimalText.of(value)).isEqualTo(text);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void of_anyNumber_isReadBackTheSame(long seed) {
        Random random = new Random(seed);
        double anyBits = Double.longBitsToDouble(random.nextLong());
        double value = Double.isFinite(anyBits) ? anyBits : random.nextDouble();

        assertThat(Double.parseDouble(DecimalText.of(value)))
                .as("seed %d", seed)
                .isEqualTo(value);
        assertThat(DecimalText.of(value).length())
                .as("seed %d, %s", seed, value)
                .isLessThanOrEqualTo(Math.max(24, Double.toString(value).length() + 1));
    }
}
