package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleTest {

    private final CyclicSchedule schedule = Schedules.oneCycle(0.5, 100);

    @Test
    void rateAt_firstPeakAndLastIteration_areTheThreeRates() {
        assertThat(schedule.rateAt(0)).isEqualTo(0.02);
        assertThat(schedule.rateAt(29)).isEqualTo(0.5);
        assertThat(schedule.rateAt(99)).isCloseTo(0.000002, within(1e-18));
    }

    @Test
    void rateAt_bothSidesOfPeak_followTheirOwnPhase() {
        assertThat(schedule.rateAt(28)).isCloseTo(0.02 + 0.48 * (1 - Math.cos(Math.PI * 28 / 29)) / 2, within(1e-15));
        assertThat(schedule.rateAt(30))
                .isCloseTo(0.000002 + 0.499998 * (1 + Math.cos(Math.PI / 70)) / 2, within(1e-15));
    }

    @Test
    void rateAt_linearAnnealing_isStraight() {
        CyclicSchedule linear = Schedules.oneCycle(1, 11, 0.5, Annealing.LINEAR, 10, 10);

        // The rise ends at 0.5 * 11 - 1 = 4.5, between two iterations.
        assertThat(linear.rateAt(0)).isEqualTo(0.1);
        assertThat(linear.rateAt(4)).isCloseTo(0.9, within(1e-15));
        assertThat(linear.rateAt(5)).isCloseTo(1 - 0.99 * 0.5 / 5.5, within(1e-15));
        assertThat(linear.rateAt(10)).isEqualTo(0.01);
    }

    @Test
    void rateAt_pastTheTotal_holdsTheLastRateAndMomentum() {
        assertThat(schedule.rateAt(100)).isEqualTo(schedule.rateAt(99));
        assertThat(schedule.rateAt(Integer.MAX_VALUE)).isEqualTo(schedule.rateAt(99));
        assertThat(schedule.momentumAt(100)).hasValue(0.95);
    }

    @Test
    void momentumAt_firstPeakAndLastIteration_goesDownAndUp() {
        assertThat(schedule.momentumAt(0)).hasValue(0.95);
        assertThat(schedule.momentumAt(29)).hasValue(0.85);
        assertThat(schedule.momentumAt(99)).hasValue(0.95);
        assertThat(schedule.momentumAt(64).orElseThrow()).isCloseTo(0.9, within(1e-15));
    }

    @Test
    void rateAt_riseWithoutLength_beginsAtTheMaximum() {
        CyclicSchedule steep = Schedules.oneCycle(0.5, 10, 0.1, Annealing.COSINE, 25, 10_000);

        assertThat(steep.rateAt(0)).isEqualTo(0.5);
        assertThat(steep.momentumAt(0)).hasValue(0.85);
        assertThat(steep.rateAt(1)).isLessThan(0.5);
        assertThat(Schedules.oneCycle(0.5, 1, 1, Annealing.COSINE, 25, 10_000).rateAt(0))
                .isEqualTo(0.5);
    }

    @Test
    void rateAt_riseThatEndsBeforeTheFirstIteration_beginsInTheDecline() {
        CyclicSchedule steep = Schedules.oneCycle(0.5, 5, 0, Annealing.LINEAR, 25, 10_000);

        assertThat(steep.rateAt(0)).isCloseTo(0.5 - (0.5 - 0.000002) / 5, within(1e-15));
        assertThat(steep.cycleAt(0)).isEqualTo(new Cycle(0, 0, 0, 4));
    }

    @Test
    void rateAt_onlyRise_endsAtTheMaximum() {
        CyclicSchedule rise = Schedules.oneCycle(0.5, 5, 1, Annealing.LINEAR, 5, 10);

        assertThat(rise.rateAt(4)).isEqualTo(0.5);
        assertThat(rise.rateAt(3)).isCloseTo(0.4, within(1e-15));
        assertThat(rise.cycleAt(2)).isEqualTo(new Cycle(0, 0, 4, 4));
    }

    @Test
    void cycleAt_anyIteration_isTheWholeRun() {
        assertThat(schedule.cycleAt(0)).isEqualTo(new Cycle(0, 0, 29, 99));
        assertThat(schedule.cycleAt(99)).isEqualTo(new Cycle(0, 0, 29, 99));
        assertThat(schedule.cycleAt(100)).isEqualTo(new Cycle(0, 0, 29, 99));
        assertThat(schedule.total()).hasValue(100);
    }

    @Test
    void cycleAt_anyNumbers_peaksWhereTheRateIsHighest() {
        for (int total = 1; total <= 60; total++) {
            for (double pctStart : new double[] {0, 0.01, 0.1, 0.25, 0.3, 0.5, 0.77, 0.99, 1}) {
                CyclicSchedule any = Schedules.oneCycle(0.5, total, pctStart, Annealing.COSINE, 25, 10_000);
                double peak = any.rateAt((int) any.cycleAt(0).peakIteration());
                for (int iteration = 0; iteration < total; iteration++) {
                    assertThat(any.rateAt(iteration))
                            .as("%s at %d", any, iteration)
                            .isLessThanOrEqualTo(peak);
                }
            }
        }
    }
}
