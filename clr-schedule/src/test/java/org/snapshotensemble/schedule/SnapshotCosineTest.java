package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SnapshotCosineTest {

    private final CyclicSchedule even = Schedules.snapshotCosine(0.2, 1000, 5);
    private final CyclicSchedule uneven = Schedules.snapshotCosine(0.2, 17, 5);

    @Test
    void rateAt_firstIterationOfCycle_isTheMaximum() {
        assertThat(even.rateAt(0)).isEqualTo(0.2);
        assertThat(even.rateAt(200)).isEqualTo(0.2);
        assertThat(even.rateAt(800)).isEqualTo(0.2);
    }

    @Test
    void rateAt_middleOfCycle_isHalfTheMaximum() {
        assertThat(even.rateAt(100)).isCloseTo(0.1, within(1e-16));
        assertThat(even.rateAt(900)).isCloseTo(0.1, within(1e-16));
    }

    @Test
    void rateAt_trough_isJustAboveZero() {
        double trough = 0.1 * (1 + Math.cos(Math.PI * 199 / 200));

        assertThat(even.rateAt(199)).isCloseTo(trough, within(1e-15)).isPositive();
        assertThat(even.rateAt(999)).isCloseTo(trough, within(1e-15));
    }

    @Test
    void rateAt_pastTheTotal_holdsTheLastRate() {
        assertThat(even.rateAt(1000)).isEqualTo(even.rateAt(999));
        assertThat(even.rateAt(Integer.MAX_VALUE)).isEqualTo(even.rateAt(999));
    }

    @Test
    void rateAt_unevenTotal_usesEachCyclesOwnLength() {
        assertThat(uneven.rateAt(2)).isCloseTo(0.1, within(1e-16));
        assertThat(uneven.rateAt(9)).isCloseTo(0.1 * (1 + Math.cos(Math.PI / 3)), within(1e-15));
    }

    @Test
    void cycleAt_pastTheTotal_isTheLastCycleWithoutTheIteration() {
        assertThat(even.cycleAt(1000)).isEqualTo(new Cycle(4, 800, 800, 999));
        assertThat(even.cycleAt(1000).contains(1000)).isFalse();
        assertThat(even.total()).hasValue(1000);
    }

    @Test
    void cyclesWithin_unevenTotal_haveTheLongerOnesFirst() {
        assertThat(uneven.cyclesWithin(17))
                .containsExactly(
                        new Cycle(0, 0, 0, 3),
                        new Cycle(1, 4, 4, 7),
                        new Cycle(2, 8, 8, 10),
                        new Cycle(3, 11, 11, 13),
                        new Cycle(4, 14, 14, 16));
    }

    @Test
    void cyclesWithin_asManyCyclesAsIterations_areOneIterationEach() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3, 3);

        assertThat(schedule.cyclesWithin(3))
                .containsExactly(new Cycle(0, 0, 0, 0), new Cycle(1, 1, 1, 1), new Cycle(2, 2, 2, 2));
        assertThat(schedule.rateAt(2)).isEqualTo(0.1);
    }

    @Test
    void rateAt_warmup_risesToTheMaximumAndLeavesTheCosinesAsTheyAre() {
        CyclicSchedule warmed = Schedules.snapshotCosine(0.2, 1004, 5, 4);

        assertThat(warmed.rateAt(0)).isCloseTo(0.04, within(1e-16));
        assertThat(warmed.rateAt(3)).isCloseTo(0.16, within(1e-16));
        for (int iteration : new int[] {0, 1, 100, 199, 200, 999}) {
            assertThat(warmed.rateAt(iteration + 4)).as("%d", iteration).isEqualTo(even.rateAt(iteration));
        }
        assertThat(warmed.rateAt(2000)).isEqualTo(even.rateAt(999));
        assertThat(warmed.total()).hasValue(1004);
    }

    @Test
    void cyclesWithin_warmup_isPartOfTheFirst() {
        CyclicSchedule warmed = Schedules.snapshotCosine(0.2, 20, 5, 3);

        assertThat(warmed.cyclesWithin(20))
                .containsExactly(
                        new Cycle(0, 0, 3, 6),
                        new Cycle(1, 7, 7, 10),
                        new Cycle(2, 11, 11, 13),
                        new Cycle(3, 14, 14, 16),
                        new Cycle(4, 17, 17, 19));
        assertThat(warmed.cycleAt(2)).isEqualTo(new Cycle(0, 0, 3, 6));
        assertThat(warmed.cycleAt(21)).isEqualTo(new Cycle(4, 17, 17, 19));
        assertThat(Schedules.snapshotCosine(0.2, 20, 5, 0)).isEqualTo(Schedules.snapshotCosine(0.2, 20, 5));
    }

    @Test
    void cycleAt_largestTotal_doesNotOverflow() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, Integer.MAX_VALUE, 2);

        assertThat(schedule.cycleAt(1_073_741_823)).isEqualTo(new Cycle(0, 0, 0, 1_073_741_823));
        assertThat(schedule.cycleAt(1_073_741_824))
                .isEqualTo(new Cycle(1, 1_073_741_824, 1_073_741_824, 2_147_483_646));
        assertThat(Schedules.snapshotCosine(0.1, Integer.MAX_VALUE, 1).cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(0, 0, 0, 2_147_483_646));
        assertThat(Schedules.snapshotCosine(0.1, Integer.MAX_VALUE, 1, Integer.MAX_VALUE - 1)
                        .cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(0, 0, 2_147_483_646, 2_147_483_646));
    }
}
