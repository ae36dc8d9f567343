package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RangeCurveTest {

    @Test
    void averagedOver_two_isMeansAndWhatIsLeft() {
        RangeCurve curve = new RangeCurve(List.of(
                new RangePoint(0, 0.01, 4, OptionalDouble.of(0.25)),
                new RangePoint(1, 0.04, 2, OptionalDouble.of(0.75)),
                new RangePoint(2, 0.5, 1, OptionalDouble.empty())));

        List<RangePoint> means = curve.averagedOver(2).points();

        assertThat(means).hasSize(2);
        assertThat(means.get(0).iteration()).isEqualTo(1);
        assertThat(means.get(0).rate()).isCloseTo(0.02, within(1e-16));
        assertThat(means.get(0).loss()).isEqualTo(3);
        assertThat(means.get(0).accuracy()).hasValue(0.5);
        assertThat(means.get(1)).isEqualTo(new RangePoint(2, 0.5, 1));
    }

    @Test
    void averagedOver_moreThanThereAre_isOnePoint() {
        RangeCurve curve = new RangeCurve(List.of(new RangePoint(0, 0.1, 4), new RangePoint(1, 0.1, Double.NaN)));

        assertThat(curve.averagedOver(Integer.MAX_VALUE).points()).containsExactly(new RangePoint(1, 0.1, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.averagedOver(0))
                .withMessage("length must be >= 1, was 0");
    }

    @Test
    void new_pointsOutOfOrder_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RangeCurve(List.of(new RangePoint(1, 0.1, 1), new RangePoint(1, 0.2, 1))))
                .withMessage("iteration of point 1 must be > 1, that of the point before, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RangeCurve(List.of(new RangePoint(0, 0.2, 1), new RangePoint(1, 0.1, 1))))
                .withMessage("rate of point 1 must be >= 0.2, that of the point before, was 0.1");
    }

    @Test
    void newPoint_brokenRule_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RangePoint(-1, 0.1, 1))
                .withMessage("iteration must be >= 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RangePoint(0, Double.POSITIVE_INFINITY, 1))
                .withMessage("rate must be finite and > 0, was Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RangePoint(0, 0.1, 1, OptionalDouble.of(1.5)))
                .withMessage("accuracy must be in [0, 1], was 1.5");
    }
}
