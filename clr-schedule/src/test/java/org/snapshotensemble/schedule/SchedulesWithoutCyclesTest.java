package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SchedulesWithoutCyclesTest {

    @Test
    void stepDecay_bothSidesOfStep_isMultipliedByTheFactor() {
        Schedule schedule = Schedules.stepDecay(0.5, 0.1, 1000);

        assertThat(schedule.rateAt(0)).isEqualTo(0.5);
        assertThat(schedule.rateAt(999)).isEqualTo(0.5);
        assertThat(schedule.rateAt(1000)).isCloseTo(0.05, within(1e-17));
        assertThat(schedule.rateAt(1999)).isCloseTo(0.05, within(1e-17));
        assertThat(schedule.rateAt(2000)).isCloseTo(0.005, within(1e-17));
        assertThat(schedule.rateAt(Integer.MAX_VALUE)).isZero();
        assertThat(schedule.momentumAt(5)).isEmpty();
    }

    @Test
    void stepDecay_warmup_risesWithinTheFirstStep() {
        Schedule schedule = Schedules.stepDecay(0.5, 0.1, 10, 4);

        assertThat(schedule.rateAt(0)).isCloseTo(0.1, within(1e-16));
        assertThat(schedule.rateAt(3)).isCloseTo(0.4, within(1e-16));
        assertThat(schedule.rateAt(4)).isEqualTo(0.5);
        assertThat(schedule.rateAt(9)).isEqualTo(0.5);
        assertThat(schedule.rateAt(10)).isCloseTo(0.05, within(1e-17));
        assertThat(Schedules.stepDecay(0.5, 0.1, 10, 10).rateAt(10)).isCloseTo(0.05, within(1e-17));
        assertThat(Schedules.stepDecay(0.5, 0.1, 10, 0)).isEqualTo(Schedules.stepDecay(0.5, 0.1, 10));
    }

    @Test
    void constant_anyIteration_isTheRate() {
        assertThat(Schedules.constant(0.01).rateAt(0)).isEqualTo(0.01);
        assertThat(Schedules.constant(0.01).rateAt(Integer.MAX_VALUE)).isEqualTo(0.01);
        assertThat(Schedules.constant(0).rateAt(3)).isZero();
    }

    @Test
    void singleCycle_wholeRun_hasItsTroughAtTheLastIteration() {
        CyclicSchedule schedule = Schedules.singleCycle(Schedules.stepDecay(0.5, 0.5, 10), 25);

        assertThat(schedule.cycleAt(0)).isEqualTo(new Cycle(0, 0, 0, 24));
        assertThat(schedule.cycleAt(24).isTrough(24)).isTrue();
        assertThat(schedule.cycleAt(25)).isEqualTo(new Cycle(0, 0, 0, 24));
        assertThat(schedule.total()).hasValue(25);
        assertThat(schedule.rateAt(9)).isEqualTo(0.5);
        assertThat(schedule.rateAt(10)).isEqualTo(0.25);
        assertThat(schedule.momentumAt(10)).isEmpty();
    }

    @Test
    void singleCycle_pastTheTotal_holdsTheLastRateAndMomentum() {
        Schedule rising = new Schedule() {
            @Override
            public double rateAt(int iteration) {
                return iteration;
            }

            @Override
            public OptionalDouble momentumAt(int iteration) {
                return OptionalDouble.of(iteration / 100.0);
            }
        };
        CyclicSchedule schedule = Schedules.singleCycle(rising, 10);

        assertThat(schedule.rateAt(8)).isEqualTo(8);
        assertThat(schedule.rateAt(50)).isEqualTo(9);
        assertThat(schedule.momentumAt(8)).hasValue(0.08);
        assertThat(schedule.momentumAt(50)).hasValue(0.09);
    }

    @Test
    void singleCycle_scheduleWithCycles_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedules.singleCycle(Schedules.triangular(0, 0.1, 5), 10))
                .withMessage("schedule must have no cycles of its own, was triangular(base=0,max=0.1,stepSize=5)");
    }
}
