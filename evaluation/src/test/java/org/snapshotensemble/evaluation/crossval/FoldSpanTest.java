package org.snapshotensemble.evaluation.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.Schedules;

class FoldSpanTest {

    /** Fold 2 of two, of 10 iterations each. */
    private static final FoldSpan SECOND = new FoldSpan(1, 10, 10, 20, 5);

    @Test
    void of_cyclesFromTheMiddleOfOne_beginWithItsRest() {
        CyclicSchedule whole = Schedules.triangular2(0.1, 0.5, 4);
        CyclicSchedule rest = (CyclicSchedule) SECOND.of(whole);
        for (int iteration = 0; iteration < 10; iteration++) {
            assertThat(rest.rateAt(iteration)).isEqualTo(whole.rateAt(10 + iteration));
        }
        // cycles of 8: the second one is 8 to 15, with its peak at 12
        assertThat(rest.cyclesWithin(10).toList()).isEqualTo(List.of(new Cycle(0, 0, 2, 5), new Cycle(1, 6, 10, 13)));
        assertThat(rest.cycleAt(5)).isEqualTo(new Cycle(0, 0, 2, 5));
        assertThat(rest.total()).isEmpty();
        assertThat(rest).hasToString("triangular2(base=0.1,max=0.5,stepSize=4) from iteration 10");
    }

    @Test
    void of_aScheduleWithATotal_endsWhereTheWholeEnds() {
        CyclicSchedule rest = (CyclicSchedule) SECOND.of(Schedules.snapshotCosine(0.2, 20, 4));
        assertThat(rest.total()).hasValue(10);
        assertThat(rest.cyclesWithin(10).toList()).isEqualTo(List.of(new Cycle(0, 0, 0, 4), new Cycle(1, 5, 5, 9)));
    }

    @Test
    void of_aScheduleThatHasEnded_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SECOND.of(Schedules.snapshotCosine(0.2, 10, 2)))
                .withMessage("schedule must go on over all folds, ends after 10 iterations, before iteration 10:"
                        + " snapshot_cosine(max=0.2,total=10,cycles=2)");
    }

    @Test
    void of_aScheduleWithoutCycles_goesOn() {
        Schedule rest = SECOND.of(Schedules.stepDecay(1, 0.1, 11));
        assertThat(rest.rateAt(0)).isEqualTo(1);
        assertThat(rest.rateAt(1)).isEqualTo(0.1);
        assertThat(rest.momentumAt(0)).isEmpty();
    }

    @Test
    void snapshotCosine_warmup_isThatOfAFoldThatBeginsAnew() {
        FoldSchedule schedule = FoldSchedule.snapshotCosine(0.2, 2, 1);
        assertThat(schedule.forFold(new FoldSpan(1, 20, 0, 20, 5))).isEqualTo(Schedules.snapshotCosine(0.2, 20, 2, 5));
        assertThat(schedule.forFold(SECOND)).isEqualTo(Schedules.snapshotCosine(0.2, 10, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldSchedule.snapshotCosine(0.2, 2, -1))
                .withMessage("warmupEpochs must be >= 0, was -1");
    }

    @Test
    void of_theBeginning_isTheScheduleItself() {
        Schedule whole = Schedules.constant(0.1);
        assertThat(new FoldSpan(1, 10, 0, 10, 5).of(whole)).isSameAs(whole);
    }

    @Test
    void scheduleOfAText_takesItsLengthsFromTheSpan() {
        FoldSchedule schedule = FoldSchedule.of(ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=1e)"));
        assertThat(schedule.forFold(SECOND)).hasToString("triangular(base=0.1,max=0.5,stepSize=5) from iteration 10");
        assertThat(FoldSchedule.of(ScheduleSpec.parse("snapshot_cosine(max=0.1,cycles=4)"))
                        .forFold(SECOND))
                .hasToString("snapshot_cosine(max=0.1,total=20,cycles=4) from iteration 10");
    }

    @Test
    void snapshotCosine_hasItsCyclesInEachFold() {
        assertThat(FoldSchedule.snapshotCosine(0.1, 3).forFold(SECOND)).isEqualTo(Schedules.snapshotCosine(0.1, 10, 3));
    }

    @Test
    void span_thatLeavesTheWhole_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FoldSpan(1, 10, 11, 20, 5))
                .withMessage("firstIteration + iterations must be <= 20, was 11 + 10");
    }
}
