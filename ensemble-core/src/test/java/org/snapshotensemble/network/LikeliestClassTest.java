package org.snapshotensemble.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikeliestClassTest {

    @Test
    void of_severalClasses_isTheFirstOfTheLikeliest() {
        assertThat(LikeliestClass.of(new double[] {0.2, 0.4, 0.4})).isEqualTo(1);
        assertThat(LikeliestClass.of(new double[] {0.5, 0.5})).isZero();
        assertThat(LikeliestClass.of(new double[] {0.1, 0.2, 0.7})).isEqualTo(2);
    }

    @Test
    void of_singleColumn_isClassOneAboveOneHalf() {
        assertThat(LikeliestClass.of(new double[] {0.5})).isZero();
        assertThat(LikeliestClass.of(new double[] {Math.nextUp(0.5)})).isOne();
        assertThat(LikeliestClass.of(new double[] {0.49})).isZero();
    }
}
