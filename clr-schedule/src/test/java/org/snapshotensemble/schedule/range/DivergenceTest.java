package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DivergenceTest {

    private final Divergence divergence = new Divergence(new Smoothing(0));

    @Test
    void add_fourTimesTheLeast_isNotYetDivergence() {
        assertThat(divergence.add(2)).isFalse();
        assertThat(divergence.add(0.5)).isFalse();
        assertThat(divergence.add(2)).isFalse();
        assertThat(divergence.add(2.001)).isTrue();
        assertThat(divergence.add(0.5)).as("it has broken before").isTrue();
    }

    @Test
    void add_notFinite_isDivergence() {
        assertThat(divergence.add(Double.NaN)).isTrue();
        assertThat(new Divergence(new Smoothing(0.9)).add(Double.POSITIVE_INFINITY))
                .isTrue();
    }

    @Test
    void add_negativeLosses_haveNoMultiple() {
        assertThat(divergence.add(-5)).isFalse();
        assertThat(divergence.add(1_000)).isFalse();
    }
}
