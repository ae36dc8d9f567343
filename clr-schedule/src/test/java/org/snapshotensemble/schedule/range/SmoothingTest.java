package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmoothingTest {

    @Test
    void smooth_half_isTheMeanWithBiasCorrection() {
        double[] smoothed = new Smoothing(0.5).smooth(4, 2, 8);

        // 2 / (1/2); (1 + 1) / (3/4); (1 + 4) / (7/8)
        assertThat(smoothed).containsExactly(new double[] {4, 8 / 3.0, 40 / 7.0}, within(1e-15));
    }

    @Test
    void smooth_notFinite_isNotFiniteFromThereOn() {
        assertThat(new Smoothing(0.5).smooth(1, Double.NaN, 1)).containsExactly(1, Double.NaN, Double.NaN);
    }

    @Test
    void forPoints_anyNumber_remembersATwentieth() {
        assertThat(Smoothing.forPoints(1).weight()).isZero();
        assertThat(Smoothing.forPoints(20).weight()).isZero();
        assertThat(Smoothing.forPoints(100).weight()).isCloseTo(0.8, within(1e-15));
        assertThat(Smoothing.forPoints(2_000).weight()).isCloseTo(0.99, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void new_weightOutsideItsRange_isRefused(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Smoothing(weight))
                .withMessage("weight must be in [0, 1), was " + weight);
    }
}
