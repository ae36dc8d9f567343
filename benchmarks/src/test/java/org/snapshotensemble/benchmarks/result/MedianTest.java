package org.snapshotensemble.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void of_oddNumberOfValues_isTheOneInTheMiddle() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    }

    @Test
    void of_evenNumberOfValues_isTheMeanOfTheTwoInTheMiddle() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
    }

    @Test
    void of_noValue_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Median.of(List.of()))
                .withMessage("values must not be empty");
    }
}
