package org.snapshotensemble.evaluation.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against SciPy 1.17.1: {@code stats.ttest_rel(a, b)} and {@code stats.ttest_1samp(d, 0)}. */
class PairedDifferencesTest {

    private static final double[] ENSEMBLE = {0.942, 0.951, 0.937, 0.948, 0.945};
    private static final double[] SINGLE = {0.931, 0.944, 0.939, 0.936, 0.940};
    private static final Offset<Double> ROUNDING = within(1e-12);

    private static double[] firstDifferences(int count) {
        double[] differences = new double[count];
        for (int i = 0; i < count; i++) {
            differences[i] = ENSEMBLE[i] - SINGLE[i];
        }
        return differences;
    }

    @Test
    void fivePairs_areAsScipyHasThem() {
        PairedDifferences differences = PairedDifferences.of(firstDifferences(5));
        assertThat(differences.mean()).isEqualTo(0.0065999999999999835, ROUNDING);
        assertThat(differences.standardDeviation()).isEqualTo(0.005594640292279659, ROUNDING);
        assertThat(differences.t().orElseThrow()).isEqualTo(2.6378905310255583, within(1e-11));
        assertThat(differences.pValue().orElseThrow()).isEqualTo(0.05770756612325919, ROUNDING);
        assertThat(differences.tells()).isTrue();
    }

    @Test
    void differencesOfBothSigns_areAsScipyHasThem() {
        PairedDifferences differences = PairedDifferences.of(1.5, -2.25, 0.5, 3.0);
        assertThat(differences.mean()).isEqualTo(0.6875);
        assertThat(differences.standardDeviation()).isEqualTo(2.2114757516192665, ROUNDING);
        assertThat(differences.t().orElseThrow()).isEqualTo(0.6217567608386436, ROUNDING);
        assertThat(differences.pValue().orElseThrow()).isEqualTo(0.5781507646519549, ROUNDING);
        PairedDifferences opposite = PairedDifferences.of(-1.5, 2.25, -0.5, -3.0);
        assertThat(opposite.t().orElseThrow()).isEqualTo(-0.6217567608386436, ROUNDING);
        assertThat(opposite.pValue().orElseThrow()).isEqualTo(0.5781507646519549, ROUNDING);
    }

    @Test
    void twoPairs_tellNothing() {
        PairedDifferences differences = PairedDifferences.of(firstDifferences(2));
        assertThat(differences.pValue().orElseThrow()).isEqualTo(0.139208974546125, within(1e-11));
        assertThat(differences.tells()).isFalse();
        assertThat(PairedDifferences.of(firstDifferences(3)).tells()).isTrue();
    }

    @Test
    void equalDifferences_haveNoTest() {
        for (double difference : new double[] {0, 0.1, -1.0 / 3}) {
            PairedDifferences differences = PairedDifferences.of(difference, difference, difference);
            assertThat(differences).isEqualTo(new PairedDifferences(difference, 0, 3));
            assertThat(differences.t()).isEmpty();
            assertThat(differences.pValue()).isEmpty();
        }
    }

    @Test
    void numbersThatCannotBe_areRefused() {
        assertThatThrownBy(() -> PairedDifferences.of(0.1)).hasMessage("differences must be at least 2, were 1");
        assertThatThrownBy(() -> new PairedDifferences(Double.NaN, 0, 2)).hasMessage("mean must be finite, was NaN");
        assertThatThrownBy(() -> new PairedDifferences(0, -1, 2))
                .hasMessage("standardDeviation must be finite and >= 0, was -1.0");
    }
}
