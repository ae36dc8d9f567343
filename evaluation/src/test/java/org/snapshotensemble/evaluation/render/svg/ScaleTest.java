package org.snapshotensemble.evaluation.render.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScaleTest {

    private static List<String> written(Scale scale, TickText text) {
        return scale.ticks().stream().map(text::of).toList();
    }

    @Test
    void linear_tenths_areWrittenWithoutNoise() {
        assertThat(written(LinearScale.of(0, 0.7, 0, 1, 7), TickText.NUMBER))
                .containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7");
    }

    @Test
    void linear_rounded_endsWithRoundNumbersAroundTheValues() {
        LinearScale scale = LinearScale.rounded(0.8448, 0.954, 200, 0, 5);

        assertThat(written(scale, TickText.PERCENT)).containsExactly("80 %", "85 %", "90 %", "95 %", "100 %");
        assertThat(scale.at(0.8)).isEqualTo(200);
        assertThat(scale.at(0.9)).isEqualTo(100);
        assertThat(scale.at(7)).isZero();
    }

    @Test
    void linear_oneValue_hasRoomAroundIt() {
        assertThat(written(LinearScale.rounded(0.5, 0.5, 0, 1, 2), TickText.NUMBER))
                .containsExactly("0.45", "0.5", "0.55");
        assertThat(written(LinearScale.rounded(0, 0, 0, 1, 2), TickText.NUMBER)).containsExactly("-1", "0", "1");
    }

    @Test
    void linear_sharesAlike_haveNoRoomBeyondNoneAndAll() {
        assertThat(written(LinearScale.shares(1, 1, 0, 1, 2), TickText.PERCENT))
                .containsExactly("90 %", "95 %", "100 %");
        assertThat(written(LinearScale.shares(0, 0, 0, 1, 2), TickText.PERCENT))
                .containsExactly("0 %", "50 %", "100 %");
        assertThat(LinearScale.shares(0.975, 0.975, 0, 1, 3).high()).isEqualTo(1);
        assertThat(LinearScale.shares(0.2, 0.3, 0, 1, 3)).isEqualTo(LinearScale.rounded(0.2, 0.3, 0, 1, 3));
    }

    @Test
    void logarithmic_narrow_isMarkedNevertheless() {
        assertThat(written(LogScale.of(0.3, 0.4, 0, 1), TickText.NUMBER)).containsExactly("0.3", "0.4");
        assertThat(written(LogScale.of(0.06, 0.09, 0, 1), TickText.NUMBER))
                .containsExactly("0.06", "0.07", "0.08", "0.09");
    }

    @Test
    void linear_valuesApartByRoundingAlone_haveRoomAroundThem() {
        assertThat(written(LinearScale.rounded(0.9, Math.nextUp(0.9), 0, 1, 3), TickText.NUMBER))
                .containsExactly("0.8", "0.9", "1");
        assertThat(written(LinearScale.rounded(0.9, 0.90002, 0, 1, 3), TickText.NUMBER))
                .containsExactly("0.9", "0.90001", "0.90002");
    }

    @Test
    void log_powersOfTen_areEquallyFarApart() {
        LogScale scale = LogScale.of(0.001, 10, 0, 4);

        assertThat(written(scale, TickText.NUMBER)).containsExactly("0.001", "0.01", "0.1", "1", "10");
        assertThat(scale.at(0.1)).isEqualTo(2);
        assertThat(scale.at(0)).isZero();
        assertThat(written(LogScale.of(0.03, 1.5, 0, 1), TickText.NUMBER))
                .containsExactly("0.05", "0.1", "0.2", "0.5", "1");
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 0.00025, 2.5e-4",
        "NUMBER, -1250000, -1.25e6",
        "NUMBER, 1000, 1000",
        "NUMBER, 0.30000000000000004, 0.3",
        "PERCENT, 0.925, 92.5 %",
        "PERCENT, 1, 100 %",
        "SHORT, 9000, 9000",
        "SHORT, 20000, 20k",
        "SHORT, 2500000, 2.5M",
        "SHORT, -300000, -300k",
        "SHORT, 2500000000, 2.5e9",
        "SHORT, 0.25, 0.25",
        "SHORT, 0, 0"
    })
    void text_value_isAsShortAsItCanBe(TickText text, double value, String written) {
        assertThat(text.of(value)).isEqualTo(written);
    }
}
