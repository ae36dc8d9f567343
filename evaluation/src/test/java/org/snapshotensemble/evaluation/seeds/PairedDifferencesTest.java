package org.snapshotensemble.evaluation.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.Interval;

/** Against SciPy 1.17.1: {@code stats.ttest_rel(a, b)}, {@code stats.ttest_1samp(d, 0)} and its confidence interval. */
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
        Interval interval = differences.interval(0.95).orElseThrow();
        assertThat(interval.low()).isEqualTo(-0.0003466634338238541, ROUNDING);
        assertThat(interval.high()).isEqualTo(0.013546663433823821, ROUNDING);
    }

    @Test
    void differencesOfBothSigns_areAsScipyHasThem() {
        PairedDifferences differences = PairedDifferences.of(1.5, -2.25, 0.5, 3.0);
        assertThat(differences.mean()).isEqualTo(0.6875);
        assertThat(differences.standardDeviation()).isEqualTo(2.2114757516192665, ROUNDING);
        assertThat(differences.t().orElseThrow()).isEqualTo(0.6217567608386436, ROUNDING);
        assertThat(differences.pValue().orElseThrow()).isEqualTo(0.5781507646519549, ROUNDING);
        assertThat(differences.interval(0.9).orElseThrow().low()).isEqualTo(-1.914703085405832, within(1e-11));
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
            assertThat(differences.interval(0.95)).isEmpty();
        }
    }

    @Test
    void differencesThatAreEqualButForRounding_haveNoTest() {
        // One example of 359 each, as accuracies: the doubles differ in their last bits.
        double[] differences = {353 / 359.0 - 352 / 359.0, 344 / 359.0 - 343 / 359.0, 350 / 359.0 - 349 / 359.0};
        assertThat(differences[0]).isNotEqualTo(differences[1]);
        assertThat(PairedDifferences.of(differences).pValue()).isEmpty();
        assertThat(PairedDifferences.of(1, 1, 1 + 1e-6).pValue()).isPresent();
    }

    @Test
    void numbersThatCannotBe_areRefused() {
        assertThatThrownBy(() -> PairedDifferences.of(0.1)).hasMessage("differences must be at least 2, were 1");
        assertThatThrownBy(() -> new PairedDifferences(Double.NaN, 0, 2)).hasMessage("mean must be finite, was NaN");
        assertThatThrownBy(() -> new PairedDifferences(0, -1, 2))
                .hasMessage("standardDeviation must be finite and >= 0, was -1.0");
    }
}
