package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.Schedules;

class RunPlanTest {

    @Test
    void cyclesThatFit_giveNoWarning() {
        RunPlan plan = RunPlan.of(Schedules.snapshotCosine(0.1, 100, 5), 10, 10);
        assertThat(plan.iterations()).isEqualTo(100);
        assertThat(plan.cycles()).extracting(Cycle::lastIteration).containsExactly(19L, 39L, 59L, 79L, 99L);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void runThatEndsInACycle_isSaid() {
        RunPlan plan = RunPlan.of(Schedules.triangular(0.01, 0.1, 20), 10, 10);
        assertThat(plan.cycles()).extracting(Cycle::lastIteration).containsExactly(39L, 79L);
        assertThat(plan.warnings())
                .containsExactly(
                        "the run ends in the middle of cycle 3: it has 100 iterations, the cycle's trough would"
                                + " be iteration 119; what is learnt after iteration 79 is in no snapshot");
    }

    @Test
    void runThatGoesPastTheSchedule_isSaid() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 90, 3), 10, 10).warnings())
                .containsExactly(
                        "the schedule ends after 90 iterations, the run has 100: the rest is trained at the last"
                                + " rate and is in no snapshot");
    }

    @Test
    void cycleShorterThanAnEpoch_isSaid() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 100, 20), 10, 10).warnings())
                .containsExactly(
                        "cycle 1 is shorter than an epoch: 5 iterations against 10; some examples are not seen"
                                + " in it, and its snapshot may be poor",
                        "cycle 1 is shorter than 10 iterations, it has 5: too few to learn anything in");
    }

    @Test
    void cycleOfNineIterations_isSaidAndOneOfTenIsNot() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 90, 10), 10, 9).warnings())
                .containsExactly("cycle 1 is shorter than 10 iterations, it has 9: too few to learn anything in");
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 90, 9), 10, 9).warnings())
                .isEmpty();
    }

    @Test
    void moreThanTenThousandCycles_areRefusedBeforeTheyAreListed() {
        assertThat(RunPlan.of(Schedules.cosineRestarts(0.1, 0, 10, 1), 1_000, 100)
                        .cycles())
                .hasSize(10_000);
        assertThatThrownBy(() -> RunPlan.of(Schedules.cosineRestarts(0.1, 0, 10, 1), 2_000_000, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the schedule must have at most 10000 cycles within the run, each of which leaves a"
                        + " snapshot, has more: its cycle 10000 ends at iteration 99999 of 2000000000; train shorter or"
                        + " lengthen the cycle");
    }

    @Test
    void cycleLongerThanTheRun_isRefused() {
        assertThatThrownBy(() -> RunPlan.of(Schedules.triangular(0.01, 0.1, 60), 10, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no cycle of the schedule ends within the run: the first takes 120 iterations, the run has"
                        + " 100 (10 epochs of 10); train longer or shorten the cycle");
    }

    @Test
    void numbersThatAreNotPositive_areRefused() {
        assertThatThrownBy(() -> RunPlan.of(Schedules.snapshotCosine(0.1, 10, 1), 0, 10))
                .hasMessage("epochs must be > 0, was 0");
        assertThatThrownBy(() -> RunPlan.of(Schedules.snapshotCosine(0.1, 10, 1), 100_000, 100_000))
                .hasMessage("epochs * iterationsPerEpoch must be <= 2147483647, was 10000000000");
    }
}
