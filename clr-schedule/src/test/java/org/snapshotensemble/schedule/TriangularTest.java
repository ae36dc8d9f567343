package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TriangularTest {

    private static final Offset<Double> TINY = within(6e-15);

    private final CyclicSchedule triangular = Schedules.triangular(0.001, 0.006, 2000);

    @Test
    void rateAt_firstIterationOfCycle_isTheBase() {
        assertThat(triangular.rateAt(0)).isEqualTo(0.001);
        assertThat(triangular.rateAt(4000)).isEqualTo(0.001);
        assertThat(triangular.rateAt(1_000_000_000)).isEqualTo(0.001);
    }

    @Test
    void rateAt_peakOfCycle_isTheMaximum() {
        assertThat(triangular.rateAt(2000)).isEqualTo(0.006);
        assertThat(triangular.rateAt(6000)).isEqualTo(0.006);
        assertThat(triangular.rateAt(1_000_002_000)).isEqualTo(0.006);
    }

    @Test
    void rateAt_bothSidesOfPeakAndTrough_isOneStepAway() {
        assertThat(triangular.rateAt(1)).isCloseTo(0.0010025, TINY);
        assertThat(triangular.rateAt(1999)).isCloseTo(0.0059975, TINY);
        assertThat(triangular.rateAt(2001)).isCloseTo(0.0059975, TINY);
        assertThat(triangular.rateAt(3999)).isCloseTo(0.0010025, TINY);
        assertThat(triangular.rateAt(4001)).isCloseTo(0.0010025, TINY);
    }

    @Test
    void rateAt_halfWayUpAndDown_isTheMean() {
        assertThat(triangular.rateAt(1000)).isCloseTo(0.0035, TINY);
        assertThat(triangular.rateAt(3000)).isCloseTo(0.0035, TINY);
    }

    @Test
    void rateAt_baseEqualToMaximum_isConstant() {
        CyclicSchedule flat = Schedules.triangular(0.1, 0.1, 3);

        for (int iteration = 0; iteration < 20; iteration++) {
            assertThat(flat.rateAt(iteration)).isEqualTo(0.1);
        }
    }

    @Test
    void cycleAt_bothSidesOfBoundary_changesAtTheBase() {
        assertThat(triangular.cycleAt(0)).isEqualTo(new Cycle(0, 0, 2000, 3999));
        assertThat(triangular.cycleAt(3999)).isEqualTo(new Cycle(0, 0, 2000, 3999));
        assertThat(triangular.cycleAt(4000)).isEqualTo(new Cycle(1, 4000, 6000, 7999));
    }

    @Test
    void cycleAt_largestIteration_mayEndAfterIt() {
        assertThat(triangular.cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(536_870, 2_147_480_000L, 2_147_482_000L, 2_147_483_999L));
        assertThat(Schedules.triangular(0, 1, Integer.MAX_VALUE).cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(0, 0, 2_147_483_647L, 4_294_967_293L));
    }

    @Test
    void cycleAt_stepOfOneIteration_hasPeakAndTroughTogether() {
        assertThat(Schedules.triangular(0, 1, 1).cycleAt(3)).isEqualTo(new Cycle(1, 2, 3, 3));
    }

    @Test
    void total_triangularSchedules_isEmpty() {
        assertThat(triangular.total()).isEmpty();
        assertThat(Schedules.triangular2(0, 1, 1).total()).isEmpty();
        assertThat(Schedules.expRange(0, 1, 1, 1).total()).isEmpty();
    }

    @Test
    void triangular2_eachCycle_isHalfAsHigh() {
        CyclicSchedule halving = Schedules.triangular2(0.001, 0.009, 4);

        assertThat(halving.rateAt(4)).isEqualTo(0.009);
        assertThat(halving.rateAt(7)).isCloseTo(0.003, TINY);
        assertThat(halving.rateAt(8)).isEqualTo(0.001);
        assertThat(halving.rateAt(9)).isCloseTo(0.002, TINY);
        assertThat(halving.rateAt(12)).isCloseTo(0.005, TINY);
        assertThat(halving.rateAt(20)).isCloseTo(0.003, TINY);
        assertThat(halving.cycleAt(8)).isEqualTo(new Cycle(1, 8, 12, 15));
    }

    @Test
    void triangular2_afterManyCycles_restsAtTheBase() {
        CyclicSchedule halving = Schedules.triangular2(0.001, 0.009, 1);

        assertThat(halving.rateAt(2 * 2_000 + 1)).isEqualTo(0.001);
        assertThat(halving.rateAt(Integer.MAX_VALUE)).isEqualTo(0.001);
    }

    @Test
    void expRange_anyIteration_decaysByTheIterationOfTheRun() {
        CyclicSchedule decaying = Schedules.expRange(0.1, 0.5, 2, 0.5);

        assertThat(decaying.rateAt(0)).isEqualTo(0.1);
        assertThat(decaying.rateAt(1)).isCloseTo(0.1 + 0.4 * 0.5 * 0.5, TINY);
        assertThat(decaying.rateAt(2)).isCloseTo(0.1 + 0.4 * 0.25, TINY);
        assertThat(decaying.rateAt(3)).isCloseTo(0.1 + 0.4 * 0.5 * 0.125, TINY);
        assertThat(decaying.rateAt(4)).isEqualTo(0.1);
        assertThat(decaying.rateAt(6)).isCloseTo(0.1 + 0.4 * 0.015625, TINY);
        assertThat(decaying.cycleAt(4)).isEqualTo(new Cycle(1, 4, 6, 7));
    }

    @Test
    void expRange_gammaOfOne_isTriangular() {
        CyclicSchedule plain = Schedules.triangular(0.1, 0.5, 5);
        CyclicSchedule undamped = Schedules.expRange(0.1, 0.5, 5, 1);

        for (int iteration = 0; iteration < 30; iteration++) {
            assertThat(undamped.rateAt(iteration)).isEqualTo(plain.rateAt(iteration));
        }
    }
}
