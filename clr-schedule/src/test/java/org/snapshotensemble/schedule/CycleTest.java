package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CycleTest {

    private final Cycle cycle = new Cycle(2, 10, 12, 19);

    @Test
    void length_bothEndsIncluded_isTheNumberOfIterations() {
        assertThat(cycle.length()).isEqualTo(10);
        assertThat(new Cycle(0, 0, 0, 0).length()).isEqualTo(1);
    }

    @Test
    void contains_bothSidesOfEachEnd_isExact() {
        assertThat(cycle.contains(9)).isFalse();
        assertThat(cycle.contains(10)).isTrue();
        assertThat(cycle.contains(19)).isTrue();
        assertThat(cycle.contains(20)).isFalse();
    }

    @Test
    void isTrough_aroundTheLastIteration_isTrueThereOnly() {
        assertThat(cycle.isTrough(18)).isFalse();
        assertThat(cycle.isTrough(19)).isTrue();
        assertThat(cycle.isTrough(20)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-1,0,0", "5,4,9", "5,10,9", "5,5,4"})
    void new_iterationsOutOfOrder_areRefused(long first, long peak, long last) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cycle(0, first, peak, last))
                .withMessage(
                        "iterations must be 0 <= first <= peak <= last, were first=%s, peak=%s, last=%s",
                        first, peak, last);
    }

    @Test
    void new_negativeIndex_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cycle(-1, 0, 0, 0))
                .withMessage("index must be >= 0, was -1");
    }
}
