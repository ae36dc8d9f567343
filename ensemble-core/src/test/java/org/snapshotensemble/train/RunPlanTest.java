package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.TestNetworks;

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
                                + " be iteration 119; what is learnt after iteration 79 is in no snapshot; train 8 epochs, or 12 epochs");
    }

    @Test
    void runThatGoesPastTheSchedule_isSaid() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 90, 3), 10, 10).warnings())
                .containsExactly(
                        "the schedule ends after 90 iterations, the run has 100: the rest is trained at the last"
                                + " rate and is in no snapshot; give the schedule a total of 100, or train 9 epochs");
    }

    @Test
    void cosineShorterThanTwoEpochs_isSaidAndOneOfTwoIsNot() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 190, 10), 19, 10).warnings())
                .containsExactly(
                        "cycle 1 falls in 19 iterations, 1.9 epochs, where 2 and more are advised: its snapshot"
                                + " may be poor; let it fall for 20 iterations, with fewer or longer cycles");
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 200, 10), 20, 10).warnings())
                .isEmpty();
    }

    @Test
    void triangle_isMeasuredByItsFallingHalf() {
        assertThat(RunPlan.of(Schedules.triangular(0.01, 0.1, 19), 38, 10).warnings())
                .containsExactly(
                        "the second half of cycle 1 falls in 19 iterations, 1.9 epochs, where 2 and more are"
                                + " advised: its snapshot may be poor; let it fall for 20 iterations, with fewer or longer cycles");
        assertThat(RunPlan.of(Schedules.triangular(0.01, 0.1, 20), 40, 10).warnings())
                .isEmpty();
        assertThat(RunPlan.of(Schedules.triangular(0.01, 0.1, 100), 20, 10).warnings())
                .isEmpty();
        assertThat(RunPlan.of(Schedules.triangular(0.01, 0.1, 110), 22, 10).warnings())
                .containsExactly("the second half of cycle 1 falls in 110 iterations, 11 epochs, where 2 to 10 are"
                        + " advised: shorter cycles, which fall for at most 100 iterations, leave more snapshots in the"
                        + " same time");
    }

    @Test
    void longCosine_isAsInThePaper() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 2000, 5), 200, 10).warnings())
                .isEmpty();
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 2000, 5, 10), 200, 10)
                        .warnings())
                .isEmpty();
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 58, 3, 10), 6, 10).warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("cycle 1 falls in 16 iterations, 1.6 epochs"));
    }

    @Test
    void warmupAsLongAsTheCosine_makesNoTriangleOfIt() {
        assertThat(RunPlan.of(Schedules.cosineRestarts(0.1, 0, 110, 1, 110), 22, 10)
                        .warnings())
                .isEmpty();
        assertThat(RunPlan.of(Schedules.cosineRestarts(0.1, 0, 10, 2, 10), 4, 10)
                        .warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("cycle 1 falls in 10 iterations, 1 epoch,"));
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 360, 3, 120), 36, 10)
                        .warnings())
                .isEmpty();
    }

    @Test
    void fastGeometricCycleOfTwoEpochs_isAsInThePaper() {
        assertThat(RunPlan.of(Schedules.fge(0.05, 0.0005, 20), 9, 10).warnings())
                .isEmpty();
        assertThat(RunPlan.of(Schedules.fge(0.05, 0.0005, 18), 9, 10).warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("cycle 1 falls in 9 iterations, 0.9 epochs, where 1 and more are advised"));
    }

    @Test
    void singleCycle_mayBeAsShortAsItLikes() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 10, 1), 1, 10).warnings())
                .isEmpty();
        for (int iterations : new int[] {2, 10}) {
            assertThat(RunPlan.of(Schedules.singleCycle(Schedules.constant(0.1), iterations), 1, iterations)
                            .warnings())
                    .isEmpty();
        }
    }

    @Test
    void fallOfNineIterations_isSaidWithItsRatesAndOneOfTenIsNot() {
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 90, 10), 45, 2).warnings())
                .containsExactly(
                        "cycle 1 falls in 9 iterations, too few for its rates, from 0.1 at the peak to 0.003015"
                                + " at the trough; let it fall for 10, with smaller batches, more epochs, or fewer or longer"
                                + " cycles");
        assertThat(RunPlan.of(Schedules.snapshotCosine(0.1, 90, 9), 45, 2).warnings())
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

    @Test
    void runThatAnIntDoesNotCount_ofAScheduleWithoutCycles_isRefusedToo() {
        DataSet rows = TestNetworks.classification(8, 1);
        SnapshotTrainer trainer = SnapshotTrainer.of(TestNetworks.sequential(new Sgd(0.1)), Schedules.constant(0.1))
                .epochs(Integer.MAX_VALUE);
        assertThatThrownBy(() -> trainer.plan(BatchSource.inOrder(rows.getFeatures(), rows.getLabels(), 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs * iterationsPerEpoch must be <= 2147483647, was 4294967294");
    }
}
