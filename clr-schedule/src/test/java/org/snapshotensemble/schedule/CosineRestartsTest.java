package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CosineRestartsTest {

    @Test
    void rateAt_firstIterationOfCycle_isTheMaximum() {
        CyclicSchedule schedule = Schedules.cosineRestarts(0.1, 0.001, 10, 2);

        assertThat(schedule.rateAt(0)).isEqualTo(0.1);
        assertThat(schedule.rateAt(10)).isEqualTo(0.1);
        assertThat(schedule.rateAt(30)).isEqualTo(0.1);
        assertThat(schedule.rateAt(70)).isEqualTo(0.1);
    }

    @Test
    void rateAt_knownAngles_areTheCosinesOfThem() {
        CyclicSchedule schedule = Schedules.cosineRestarts(0.9, 0.1, 6, 1);

        assertThat(schedule.rateAt(1)).isCloseTo(0.1 + 0.8 * (1 + Math.sqrt(3) / 2) / 2, within(1e-15));
        assertThat(schedule.rateAt(2)).isCloseTo(0.7, within(1e-15));
        assertThat(schedule.rateAt(3)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.rateAt(4)).isCloseTo(0.3, within(1e-15));
        assertThat(schedule.rateAt(5)).isCloseTo(0.1 + 0.8 * (1 - Math.sqrt(3) / 2) / 2, within(1e-15));
        assertThat(schedule.rateAt(6)).isEqualTo(0.9);
    }

    @Test
    void cycleAt_multiplierOfTwo_doublesEachCycle() {
        CyclicSchedule schedule = Schedules.cosineRestarts(0.1, 0.001, 10, 2);

        assertThat(schedule.cycleAt(9)).isEqualTo(new Cycle(0, 0, 0, 9));
        assertThat(schedule.cycleAt(10)).isEqualTo(new Cycle(1, 10, 10, 29));
        assertThat(schedule.cycleAt(29)).isEqualTo(new Cycle(1, 10, 10, 29));
        assertThat(schedule.cycleAt(30)).isEqualTo(new Cycle(2, 30, 30, 69));
        assertThat(schedule.total()).isEmpty();
    }

    @Test
    void cycleAt_multiplierOfThree_isExactAtTheFifthRestart() {
        CyclicSchedule schedule = Schedules.cosineRestarts(0.1, 0, 1, 3);

        // 1 + 3 + 9 + 27 + 81 = 121, where a floating-point logarithm is off by one.
        assertThat(schedule.cycleAt(120)).isEqualTo(new Cycle(4, 40, 40, 120));
        assertThat(schedule.cycleAt(121)).isEqualTo(new Cycle(5, 121, 121, 363));
    }

    @Test
    void cycleAt_multiplierOfOne_findsACycleAfterABillion() {
        CyclicSchedule schedule = Schedules.cosineRestarts(0.1, 0, 7, 1);

        assertThat(schedule.cycleAt(999_999_999))
                .isEqualTo(new Cycle(142_857_142, 999_999_994, 999_999_994, 1_000_000_000));
        assertThat(schedule.cycleAt(1_000_000_001))
                .isEqualTo(new Cycle(142_857_143, 1_000_000_001, 1_000_000_001, 1_000_000_007));
    }

    @Test
    void rateAt_warmup_risesToTheMaximumAndLeavesTheCosinesAsTheyAre() {
        CyclicSchedule plain = Schedules.cosineRestarts(0.2, 0.001, 10, 2);
        CyclicSchedule warmed = Schedules.cosineRestarts(0.2, 0.001, 10, 2, 3);

        assertThat(warmed.rateAt(0)).isCloseTo(0.05, within(1e-16));
        assertThat(warmed.rateAt(2)).isCloseTo(0.15, within(1e-16));
        for (int iteration = 0; iteration < 80; iteration++) {
            assertThat(warmed.rateAt(iteration + 3)).as("%d", iteration).isEqualTo(plain.rateAt(iteration));
        }
        assertThat(Schedules.cosineRestarts(0.2, 0.001, 10, 2, 0)).isEqualTo(plain);
    }

    @Test
    void cycleAt_warmup_isPartOfTheFirst() {
        CyclicSchedule doubling = Schedules.cosineRestarts(0.1, 0, 10, 2, 3);
        CyclicSchedule even = Schedules.cosineRestarts(0.1, 0, 10, 1, 13);

        assertThat(doubling.cycleAt(0)).isEqualTo(new Cycle(0, 0, 3, 12));
        assertThat(doubling.cycleAt(12)).isEqualTo(new Cycle(0, 0, 3, 12));
        assertThat(doubling.cycleAt(13)).isEqualTo(new Cycle(1, 13, 13, 32));
        assertThat(even.cyclesWithin(33)).containsExactly(new Cycle(0, 0, 13, 22), new Cycle(1, 23, 23, 32));
    }

    @Test
    void cycleAt_largestNumbers_doesNotOverflow() {
        CyclicSchedule schedule = Schedules.cosineRestarts(0.1, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);

        assertThat(schedule.cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(1, 2_147_483_647L, 2_147_483_647L, 4_611_686_016_279_904_255L));
        assertThat(schedule.rateAt(Integer.MAX_VALUE)).isEqualTo(0.1);
        assertThat(Schedules.cosineRestarts(0.1, 0, 1, 2).cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(31, 2_147_483_647L, 2_147_483_647L, 4_294_967_294L));
        assertThat(Schedules.cosineRestarts(0.1, 0, Integer.MAX_VALUE, 1, Integer.MAX_VALUE)
                        .cycleAt(0))
                .isEqualTo(new Cycle(0, 0, 2_147_483_647L, 4_294_967_293L));
    }
}
