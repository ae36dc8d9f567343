package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;

class TimeBudgetTest {

    private static final int ITERATIONS_PER_EPOCH = 10;

    /** A tenth of a second an iteration, a second an epoch; half a second a snapshot. */
    private static final TrainingPace PACE = new TrainingPace(0.1, 0.5);

    private static CyclicSchedule fiveCycles(int epochs) {
        return Schedules.snapshotCosine(0.1, epochs * ITERATIONS_PER_EPOCH, 5);
    }

    private static CyclicSchedule trianglesOfFourEpochs(int epochs) {
        return Schedules.triangular(0.01, 0.1, 2 * ITERATIONS_PER_EPOCH);
    }

    @Test
    void seconds_countIterationsAndSnapshotsOfRunAndBaselines() {
        assertThat(new TimeBudget(0, PACE, 0).secondsOf(100, 5)).isEqualTo(10 + 2.5);
        assertThat(new TimeBudget(0, PACE, 2).secondsOf(100, 5)).isEqualTo(30 + 3.5);
    }

    @Test
    void epochs_areTheMostThatEndInTime() {
        assertThat(new TimeBudget(12.5, PACE, 0).epochs(TimeBudgetTest::fiveCycles, ITERATIONS_PER_EPOCH, 1_000))
                .hasValue(10);
        assertThat(new TimeBudget(12.4, PACE, 0).epochs(TimeBudgetTest::fiveCycles, ITERATIONS_PER_EPOCH, 1_000))
                .hasValue(9);
        assertThat(new TimeBudget(12.5, PACE, 1).epochs(TimeBudgetTest::fiveCycles, ITERATIONS_PER_EPOCH, 1_000))
                .hasValue(4);
    }

    @Test
    void epochs_areNoMoreThanWanted() {
        assertThat(new TimeBudget(1e6, PACE, 0).epochs(TimeBudgetTest::fiveCycles, ITERATIONS_PER_EPOCH, 7))
                .hasValue(7);
    }

    @Test
    void epochs_endWithTheLastTrough() {
        assertThat(new TimeBudget(11.9, PACE, 0)
                        .epochs(TimeBudgetTest::trianglesOfFourEpochs, ITERATIONS_PER_EPOCH, 1_000))
                .hasValue(8);
        assertThat(new TimeBudget(13.5, PACE, 0)
                        .epochs(TimeBudgetTest::trianglesOfFourEpochs, ITERATIONS_PER_EPOCH, 1_000))
                .hasValue(12);
        // cycles of 14 iterations: two end at 28, in the third epoch
        assertThat(new TimeBudget(5, PACE, 0)
                        .epochs(epochs -> Schedules.triangular(0.01, 0.1, 7), ITERATIONS_PER_EPOCH, 1_000))
                .hasValue(3);
    }

    @Test
    void epochs_areNoneWhereNoCycleEndsInTime() {
        assertThat(new TimeBudget(4.4, PACE, 0)
                        .epochs(TimeBudgetTest::trianglesOfFourEpochs, ITERATIONS_PER_EPOCH, 1_000))
                .isEmpty();
        assertThat(new TimeBudget(4.5, PACE, 0)
                        .epochs(TimeBudgetTest::trianglesOfFourEpochs, ITERATIONS_PER_EPOCH, 1_000))
                .hasValue(4);
        assertThat(new TimeBudget(0.9, PACE, 0)
                        .epochs(epochs -> Schedules.snapshotCosine(0.1, epochs * 10, 1), ITERATIONS_PER_EPOCH, 1_000))
                .isEmpty();
    }

    /** Five cycles need five iterations. */
    @Test
    void epochs_whereTheScheduleCannotBeAsShort_areNone_unlessTheyAreWanted() {
        TimeBudget budget = new TimeBudget(5, new TrainingPace(1, 0), 0);
        assertThat(budget.epochs(epochs -> Schedules.snapshotCosine(0.1, 4 * epochs, 5), 4, 1_000))
                .isEmpty();
        assertThat(new TimeBudget(9, new TrainingPace(1, 0), 0)
                        .epochs(epochs -> Schedules.snapshotCosine(0.1, 4 * epochs, 5), 4, 1_000))
                .hasValue(2);
        assertThatThrownBy(() -> budget.epochs(epochs -> Schedules.snapshotCosine(0.1, 4 * epochs, 5), 4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cycles");
    }

    @Test
    void epochs_ofYears_areCountedNoFurtherThanAPlanCan() {
        assertThat(new TimeBudget(1e9, new TrainingPace(1e-9, 0), 0)
                        .epochs(TimeBudgetTest::trianglesOfFourEpochs, ITERATIONS_PER_EPOCH, Integer.MAX_VALUE))
                .hasValue(40_000);
        assertThat(new TimeBudget(1e9, new TrainingPace(1e-9, 0), 0)
                        .epochs(TimeBudgetTest::fiveCycles, ITERATIONS_PER_EPOCH, Integer.MAX_VALUE))
                .hasValue(Integer.MAX_VALUE / ITERATIONS_PER_EPOCH);
    }

    @Test
    void numbersThatCannotBe_areRefused() {
        TimeBudget budget = new TimeBudget(1, PACE, 0);
        assertThatThrownBy(() -> budget.epochs(TimeBudgetTest::fiveCycles, 0, 1))
                .hasMessage("iterationsPerEpoch must be > 0, was 0");
        assertThatThrownBy(() -> budget.epochs(TimeBudgetTest::fiveCycles, 1, 0))
                .hasMessage("most must be > 0, was 0");
        assertThatThrownBy(() -> new TimeBudget(-1, PACE, 0)).hasMessage("seconds must be finite and >= 0, was -1.0");
        assertThatThrownBy(() -> new TimeBudget(1, PACE, -1)).hasMessage("baselines must be >= 0, was -1");
        assertThatThrownBy(() -> new TrainingPace(0, 0))
                .hasMessage("secondsPerIteration must be finite and > 0, was 0.0");
        assertThatThrownBy(() -> new TrainingPace(1, Double.NaN))
                .hasMessage("secondsPerSnapshot must be finite and >= 0, was NaN");
    }
}
