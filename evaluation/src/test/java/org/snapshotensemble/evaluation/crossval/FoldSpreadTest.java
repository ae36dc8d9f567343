package org.snapshotensemble.evaluation.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FoldSpreadTest {

    /** Python: {@code statistics.mean}, {@code statistics.stdev}, and that through the square root of 5. */
    @Test
    void of_fiveFolds_isTheSampleStatistics() {
        FoldSpread spread = FoldSpread.of(new double[] {0.975, 0.9861111, 0.9749304, 0.9944289, 0.9665738});
        assertThat(spread.mean()).isCloseTo(0.97940884, within(1e-12));
        assertThat(spread.standardDeviation()).isCloseTo(0.010894437092984637, within(1e-12));
        assertThat(spread.standardError()).isCloseTo(0.004872140383301769, within(1e-12));
    }

    @Test
    void of_oneFold_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldSpread.of(new double[] {1}))
                .withMessage("values must be at least 2, were 1");
    }
}
