package org.snapshotensemble.evaluation.render.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.RangeCurve;
import org.snapshotensemble.schedule.range.RangePoint;
import org.snapshotensemble.schedule.range.Smoothing;

final class RangePictureTest {

    @Test
    void of_aFallThatBreaks_marksWhatWasFoundWithItsRate() {
        // Flat, then falling from the 30th rate on, broken at the 90th.
        RangeAnalysis found = analysis(100, i -> i < 30 ? 2 : i < 90 ? 2 - (i - 30) / 40.0 : Double.NaN, 0.5);

        Picture picture = RangePicture.of(found);

        assertThat(picture.legend())
                .extracting(LegendEntry::meaning)
                .contains("loss, smoothed", "loss and accuracy, as they were")
                .anyMatch(meaning -> meaning.matches("base 0\\.0\\d+"))
                .anyMatch(meaning -> meaning.matches("max 0\\.\\d+"))
                .anyMatch(meaning -> meaning.matches("last before divergence 0\\.\\d+"));
        assertThat(picture.svg()).contains(">loss<").contains(">accuracy<").contains(">1e-5<");
        // The curve begins at the left edge with the first rate, and ends at the right one with the last finite loss.
        assertThat(picture.svg()).contains("d=\"M84 ").containsPattern("L690 [\\d.]+\" class=\"line loss\"");
        assertThat(picture.svg()).doesNotContain("NaN");
    }

    @Test
    void of_noAccuracies_hasNoPanelForThem() {
        Picture picture = RangePicture.of(analysis(50, i -> 3 - i / 50.0, Double.NaN));

        assertThat(picture.svg()).doesNotContain("accuracy");
        assertThat(picture.legend()).extracting(LegendEntry::meaning).contains("loss, as it was");
    }

    /** A quarter of the maximum may lie below the lowest rate that was tried. */
    @Test
    void of_aBaseBelowTheFirstRate_isMarkedAtItsOwnPlace() {
        List<RangePoint> curve = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            curve.add(new RangePoint(i, 0.01 * Math.pow(10, i / 80.0), 2 - i / 20.0, OptionalDouble.empty()));
        }
        RangeAnalysis found = RangeAnalysis.of(new RangeCurve(curve), Smoothing.forPoints(40));
        double base = found.bounds().base().rate().orElseThrow();
        assertThat(base).isLessThan(0.01);

        assertThat(RangePicture.of(found).svg()).contains("<line x1=\"84\"").doesNotContain("d=\"M84 ");
    }

    @Test
    void of_nothingFinite_saysSo() {
        Picture picture = RangePicture.of(analysis(10, i -> Double.NaN, Double.NaN));

        assertThat(picture.svg()).contains("No loss was finite, so there is no curve.");
        assertThat(picture.legend()).isEmpty();
    }

    @Test
    void of_oneFiniteLoss_isAPicture() {
        Picture picture = RangePicture.of(analysis(10, i -> i == 0 ? 1 : Double.NaN, Double.NaN));

        assertThat(picture.svg()).contains(">loss<").doesNotContain("NaN");
    }

    private static RangeAnalysis analysis(int points, IntToDoubleFunction loss, double accuracy) {
        List<RangePoint> curve = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            OptionalDouble share = Double.isNaN(accuracy) ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
            curve.add(new RangePoint(i, 1e-5 * Math.pow(10, i * 5.0 / points), loss.applyAsDouble(i), share));
        }
        return RangeAnalysis.of(new RangeCurve(curve), Smoothing.forPoints(points));
    }
}
