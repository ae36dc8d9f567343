package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FastGeometricTest {

    private static final CyclicSchedule OF_EIGHT = Schedules.fge(0.9, 0.1, 8);

    @Test
    void rateAt_firstFall_isAQuarterOfTheWayLowerEachIteration() {
        assertThat(OF_EIGHT.rateAt(0)).isCloseTo(0.7, within(1e-15));
        assertThat(OF_EIGHT.rateAt(1)).isCloseTo(0.5, within(1e-15));
        assertThat(OF_EIGHT.rateAt(2)).isCloseTo(0.3, within(1e-15));
        assertThat(OF_EIGHT.rateAt(3)).isEqualTo(0.1);
    }

    @Test
    void rateAt_afterTheTrough_risesToTheMaximumAndFallsAgain() {
        assertThat(OF_EIGHT.rateAt(4)).isCloseTo(0.3, within(1e-15));
        assertThat(OF_EIGHT.rateAt(6)).isCloseTo(0.7, within(1e-15));
        assertThat(OF_EIGHT.rateAt(7)).isEqualTo(0.9);
        assertThat(OF_EIGHT.rateAt(8)).isCloseTo(0.7, within(1e-15));
        assertThat(OF_EIGHT.rateAt(11)).isEqualTo(0.1);
    }

    @Test
    void rateAt_anyIteration_isThePapersFormula() {
        for (int iteration = 0; iteration < 40; iteration++) {
            int i = iteration + 1;
            double t = ((i - 1) % 8 + 1) / 8.0;
            double rate = t <= 0.5 ? (1 - 2 * t) * 0.9 + 2 * t * 0.1 : (2 - 2 * t) * 0.1 + (2 * t - 1) * 0.9;

            assertThat(OF_EIGHT.rateAt(iteration)).as("iteration %d", iteration).isCloseTo(rate, within(1e-15));
        }
    }

    @Test
    void cycleAt_bothSidesOfEachTrough_endsWhereTheRateIsLowest() {
        assertThat(OF_EIGHT.cycleAt(0)).isEqualTo(new Cycle(0, 0, 0, 3));
        assertThat(OF_EIGHT.cycleAt(3)).isEqualTo(new Cycle(0, 0, 0, 3));
        assertThat(OF_EIGHT.cycleAt(4)).isEqualTo(new Cycle(1, 4, 7, 11));
        assertThat(OF_EIGHT.cycleAt(11)).isEqualTo(new Cycle(1, 4, 7, 11));
        assertThat(OF_EIGHT.cycleAt(12)).isEqualTo(new Cycle(2, 12, 15, 19));
        assertThat(OF_EIGHT.total()).isEmpty();
    }

    @Test
    void cycleAt_shortestCycle_isOneIterationThenTwo() {
        CyclicSchedule schedule = Schedules.fge(0.1, 0, 2);

        assertThat(Stream.of(0, 1, 2, 3, 4).map(schedule::rateAt)).containsExactly(0.0, 0.1, 0.0, 0.1, 0.0);
        assertThat(schedule.cyclesWithin(5))
                .containsExactly(new Cycle(0, 0, 0, 0), new Cycle(1, 1, 1, 2), new Cycle(2, 3, 3, 4));
    }

    @Test
    void cycleAt_largestNumbers_doesNotOverflow() {
        CyclicSchedule longest = Schedules.fge(0.1, 0.001, Integer.MAX_VALUE - 1);

        assertThat(longest.cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(1, 1_073_741_823L, 2_147_483_645L, 3_221_225_468L));
        assertThat(longest.rateAt(2_147_483_645)).isEqualTo(0.1);
        assertThat(Schedules.fge(0.1, 0, 2).cycleAt(Integer.MAX_VALUE))
                .isEqualTo(new Cycle(1_073_741_824, 2_147_483_647L, 2_147_483_647L, 2_147_483_648L));
    }
}
