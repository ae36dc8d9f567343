package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the cycles and rates of every cyclic schedule, tried out on random numbers. */
class CyclePropertiesTest {

    private static final int ITERATIONS = 1_500;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cycleAt_iterationAfterIteration_tilesThemWithoutGap(long seed) {
        for (CyclicSchedule schedule : RandomSchedules.cyclic(seed)) {
            long end = Math.min(ITERATIONS, schedule.total().orElse(ITERATIONS));
            Cycle cycle = schedule.cycleAt(0);
            assertThat(cycle.index()).as("seed %d, %s", seed, schedule).isZero();
            assertThat(cycle.firstIteration()).as("seed %d, %s", seed, schedule).isZero();
            for (int iteration = 0; iteration < end; iteration++) {
                Cycle current = schedule.cycleAt(iteration);
                if (!current.equals(cycle)) {
                    assertThat(cycle.isTrough(iteration - 1))
                            .as("seed %d, %s: cycle ends before iteration %d", seed, schedule, iteration)
                            .isTrue();
                    assertThat(current.index()).isEqualTo(cycle.index() + 1);
                    assertThat(current.firstIteration()).isEqualTo(iteration);
                    cycle = current;
                }
                assertThat(current.contains(iteration))
                        .as("seed %d, %s: cycle at %d contains it", seed, schedule, iteration)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cyclesWithin_anyLength_areThoseOfItsIterations(long seed) {
        int iterations = new Random(seed).nextInt(ITERATIONS);
        for (CyclicSchedule schedule : RandomSchedules.cyclic(seed)) {
            long end = Math.min(iterations, schedule.total().orElse(ITERATIONS));
            List<Cycle> expected = LongStream.range(0, end)
                    .mapToObj(iteration -> schedule.cycleAt((int) iteration))
                    .distinct()
                    .toList();
            assertThat(schedule.cyclesWithin(iterations))
                    .as("seed %d, %s within %d", seed, schedule, iterations)
                    .containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cycleAt_scheduleWithATotal_endsWithAWholeCycle(long seed) {
        for (CyclicSchedule schedule : RandomSchedules.cyclic(seed)) {
            if (schedule.total().isPresent()) {
                int total = schedule.total().getAsInt();
                Cycle last = schedule.cycleAt(total - 1);
                assertThat(last.isTrough(total - 1))
                        .as("seed %d, %s", seed, schedule)
                        .isTrue();
                assertThat(schedule.cycleAt(total))
                        .as("seed %d, %s", seed, schedule)
                        .isEqualTo(last);
                assertThat(schedule.rateAt(total + 17))
                        .as("seed %d, %s", seed, schedule)
                        .isEqualTo(schedule.rateAt(total - 1));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void snapshotCosine_anyTotal_spreadsItOverTheCycles(long seed) {
        Random random = new Random(seed);
        int total = 1 + random.nextInt(1_000);
        int cycles = 1 + random.nextInt(total);
        List<Long> lengths = Schedules.snapshotCosine(0.1, total, cycles)
                .cyclesWithin(total)
                .map(Cycle::length)
                .toList();

        assertThat(lengths).as("seed %d, total %d", seed, total).hasSize(cycles);
        assertThat(lengths.stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
        assertThat(lengths.get(0) - lengths.get(cycles - 1)).isBetween(0L, 1L);
        assertThat(lengths).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rateAt_withinACycle_fallsFromPeakToTrough(long seed) {
        for (CyclicSchedule schedule : RandomSchedules.cyclic(seed)) {
            schedule.cyclesWithin(ITERATIONS).limit(5).forEach(cycle -> {
                for (long iteration = cycle.peakIteration();
                        iteration < Math.min(cycle.lastIteration(), ITERATIONS);
                        iteration++) {
                    assertThat(schedule.rateAt((int) iteration + 1))
                            .as("seed %d, %s after %d", seed, schedule, iteration)
                            .isBetween(0.0, schedule.rateAt((int) iteration));
                }
            });
        }
    }

    @Test
    void cyclesWithin_nearTheLargestIteration_ends() {
        CyclicSchedule growing = Schedules.cosineRestarts(0.1, 0, 1_000_000_000, 1);

        assertThat(growing.cyclesWithin(Integer.MAX_VALUE))
                .extracting(Cycle::lastIteration)
                .containsExactly(999_999_999L, 1_999_999_999L, 2_999_999_999L);
    }
}
