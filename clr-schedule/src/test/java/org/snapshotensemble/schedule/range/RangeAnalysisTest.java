package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves whose findings can be worked out by hand. */
class RangeAnalysisTest {

    /** No smoothing, so that the points are what is looked at. */
    private static final Smoothing NONE = new Smoothing(0);

    /** Rates 1e-6, 2e-6, 4e-6 and so on. */
    private static RangeCurve doubling(double... losses) {
        return new RangeCurve(IntStream.range(0, losses.length)
                .mapToObj(index -> new RangePoint(index, rate(index), losses[index]))
                .toList());
    }

    private static double rate(int index) {
        return Math.scalb(1e-6, index);
    }

    @Test
    void of_fallThenRise_findsEachByItsRule() {
        // 12 points, of which the first is left out; it breaks at index 11
        RangeAnalysis analysis =
                RangeAnalysis.of(doubling(2, 2, 2, 1.9, 1.7, 1.2, 0.9, 0.7, 0.6, 0.65, 0.8, 2.5), NONE);

        Suggestions suggestions = analysis.suggestions();
        // falls from index 2 (the last 2) to 8: two thirds in is index 6
        assertThat(suggestions.valley().rate()).hasValue(rate(6));
        assertThat(suggestions.valley().reason())
                .isEqualTo("two thirds down the longest fall of the loss, from 2 at rate 0.000004 to 0.6 at rate"
                        + " 0.000256");
        assertThat(suggestions.steepest().rate()).hasValue(rate(4));
        assertThat(suggestions.minimumOverTen().rate()).hasValue(rate(8) / 10);
        assertThat(suggestions.minimumOverTen().reason())
                .isEqualTo("a tenth of the rate with the least loss, 0.6 at rate 0.000256");
        assertThat(suggestions.lastBeforeDivergence().rate()).hasValue(rate(10));

        // a tenth of the fall from 2 to 0.6 is done at 1.86
        assertThat(analysis.regimes().learns().rate()).hasValue(rate(4));
        assertThat(analysis.regimes().diverges().rate()).hasValue(rate(11));
        assertThat(analysis.regimes().diverges().reason())
                .isEqualTo("the smoothed loss, 2.5, is more than four times its least");
        assertThat(analysis.bounds().max())
                .isEqualTo(Finding.at(rate(8) / 3, "a third of the rate with the least loss, 0.6 at rate 0.000256"));
        assertThat(analysis.bounds().base().rate()).hasValue(rate(4));
        assertThat(analysis.smoothedLoss()).hasSize(11).endsWith(0.65, 0.8);
    }

    @Test
    void of_learnsLate_takesAQuarterOfTheMaximum() {
        RangeAnalysis analysis = RangeAnalysis.of(doubling(2, 2, 2, 2, 2, 2, 2, 1.9, 1.4, 0.7, 0.6, 0.9, 7), NONE);

        assertThat(analysis.regimes().learns().rate()).hasValue(rate(8));
        assertThat(analysis.suggestions().valley().rate()).hasValue(rate(8));
        assertThat(analysis.bounds().base())
                .isEqualTo(Finding.at(
                        rate(10) / 3 / 4,
                        "a quarter of the maximum, for the network begins to learn only at 0.000256"));
    }

    @Test
    void of_stillFallingAtTheEnd_tellsNoMinimum() {
        RangeAnalysis analysis = RangeAnalysis.of(doubling(2, 2, 2, 2, 1.9, 1.8, 1.6, 1.4, 1.2, 1, 0.8), NONE);

        assertThat(analysis.suggestions().minimumOverTen())
                .isEqualTo(Finding.none(
                        "the loss is least at the highest rate tried, 0.00102, and may fall further beyond"));
        assertThat(analysis.suggestions().lastBeforeDivergence())
                .isEqualTo(Finding.none("the training did not break up to the highest rate tried, 0.00102"));
        assertThat(analysis.regimes().diverges().rate()).isEmpty();
        assertThat(analysis.bounds().max()).isEqualTo(analysis.suggestions().valley());
    }

    @Test
    void of_jumpsAfterTheFall_isRaggedThere() {
        double[] losses = new double[60];
        for (int index = 0; index < losses.length; index++) {
            double course = index < 10 ? 2 : Math.max(0.5, 2 - 0.05 * (index - 9));
            double jump = index < 45 ? 0.01 : 0.2;
            losses[index] = course + (index % 2 == 0 ? jump : -jump);
        }
        RangeCurve curve = new RangeCurve(IntStream.range(0, losses.length)
                .mapToObj(index -> new RangePoint(index, 1e-4 * (index + 1), losses[index]))
                .toList());

        Finding ragged = RangeAnalysis.of(curve, NONE).regimes().ragged();

        // the bend at 44 is 0.01 + 2 * 0.01 + 0.2, of deviation 0.23 / sqrt 6 against 0.04 / sqrt 6
        assertThat(ragged.rate().orElseThrow()).isCloseTo(1e-4 * 45, within(1e-15));
        assertThat(ragged.reason()).isEqualTo("the loss jumps by 0.0939 about its course, and by 0.0163 before");
    }

    @Test
    void of_jumpsFromTheFirstOn_isRaggedWhereTheyGrowAgain() {
        double[] losses = new double[60];
        for (int index = 0; index < losses.length; index++) {
            double course = index < 10 ? 2 : Math.max(0.5 - 0.001 * (index - 24), 2 - 0.1 * (index - 9));
            double jump = index < 20 ? 0.15 : 0.01;
            losses[index] = index < 50 ? course + (index % 2 == 0 ? jump : -jump) : 0.9 + (index % 2 == 0 ? 0.6 : -0.6);
        }
        RangeCurve curve = new RangeCurve(IntStream.range(0, losses.length)
                .mapToObj(index -> new RangePoint(index, 1e-4 * (index + 1), losses[index]))
                .toList());

        Finding ragged = RangeAnalysis.of(curve, NONE).regimes().ragged();

        // the bend at 50 is 0.465 - 2 * 1.5 + 0.3, those at the beginning 4 * 0.15; each is divided by sqrt 6
        assertThat(ragged.rate().orElseThrow()).isCloseTo(1e-4 * 51, within(1e-15));
        assertThat(ragged.reason()).isEqualTo("the loss jumps by 0.912 about its course, and by 0.245 before");
    }

    @Test
    void of_flatLoss_tellsNothing() {
        RangeAnalysis analysis = RangeAnalysis.of(doubling(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2));

        String reason = "the loss does not fall: from 2 at rate 0.000002 to no less than 2, where it jumps by 0";
        assertThat(analysis.bounds()).isEqualTo(new Bounds(Finding.none(reason), Finding.none(reason)));
        assertThat(analysis.suggestions().valley()).isEqualTo(Finding.none(reason));
        assertThat(analysis.regimes().learns()).isEqualTo(Finding.none(reason));
    }

    /** The means of equal losses differ in their last digits. */
    @ParameterizedTest
    @ValueSource(doubles = {1.49, 2.3025851249694824, 0.1, 4e-9, 3e12})
    void of_longFlatLoss_tellsNothing(double loss) {
        List<RangePoint> points = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            points.add(new RangePoint(i, 1e-6 * Math.pow(10, i * 7 / 199.0), loss, OptionalDouble.empty()));
        }
        RangeAnalysis analysis = RangeAnalysis.of(new RangeCurve(points));

        assertThat(analysis.bounds().max().rate()).isEmpty();
        assertThat(analysis.bounds().max().reason()).startsWith("the loss does not fall: from ");
    }

    @Test
    void of_noiseAlone_tellsNothing() {
        RangeAnalysis analysis =
                RangeAnalysis.of(doubling(2, 2.1, 1.9, 2.1, 1.9, 2.1, 1.9, 2.1, 1.9, 2.1, 1.9, 2.1, 1.9), NONE);

        // differences of 0.4 have the standard deviation 0.4 / sqrt 6, of which the fall of 0.2 is less than twice
        assertThat(analysis.bounds().max())
                .isEqualTo(
                        Finding.none(
                                "the loss does not fall: from 2.1 at rate 0.000002 to no less than 1.9, where it jumps by 0.163"));
    }

    @Test
    void of_risingLoss_tellsOnlyWhereItBreaks() {
        RangeAnalysis analysis =
                RangeAnalysis.of(doubling(1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.7, 1.9, 2.2, 2.6, 3, 3.9, 4.1), NONE);

        assertThat(analysis.bounds().max().rate()).isEmpty();
        assertThat(analysis.suggestions().steepest().rate()).isEmpty();
        assertThat(analysis.suggestions().lastBeforeDivergence().rate()).hasValue(rate(11));
        assertThat(analysis.regimes().diverges().rate()).hasValue(rate(12));
    }

    @Test
    void of_nothingFinite_tellsOnlyThat() {
        RangeAnalysis analysis = RangeAnalysis.of(doubling(Double.NaN, Double.NaN, 1, 1));

        assertThat(analysis.smoothedLoss()).isEmpty();
        assertThat(analysis.bounds().max())
                .isEqualTo(Finding.none("at least 10 rates are needed before the training breaks, there are 0"));
        assertThat(analysis.suggestions().lastBeforeDivergence())
                .isEqualTo(Finding.none("the training broke at the first rate, 0.000001"));
        assertThat(analysis.regimes().diverges()).isEqualTo(Finding.at(rate(0), "the loss is NaN"));
    }

    @Test
    void of_noPoints_tellsThat() {
        RangeAnalysis analysis = RangeAnalysis.of(doubling());

        assertThat(analysis.bounds().base().rate()).isEmpty();
        assertThat(analysis.regimes().diverges()).isEqualTo(Finding.none("nothing was tried"));
    }

    @Test
    void of_oneLessThanNeeded_tellsNoRate() {
        double[] nine = {2, 2, 2, 1, 0.9, 0.8, 0.7, 0.6, 0.5};
        double[] ten = {2, 2, 2, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.6};

        assertThat(RangeAnalysis.of(doubling(nine)).suggestions().valley())
                .isEqualTo(Finding.none("at least 10 rates are needed before the training breaks, there are 9"));
        assertThat(RangeAnalysis.of(doubling(ten)).suggestions().valley().rate())
                .isPresent();
    }
}
