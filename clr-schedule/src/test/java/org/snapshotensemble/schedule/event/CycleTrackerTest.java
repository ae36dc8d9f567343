package org.snapshotensemble.schedule.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;

class CycleTrackerTest {

    private final CyclicSchedule triangular = Schedules.triangular(0.1, 0.5, 3);
    private final Cycle first = new Cycle(0, 0, 3, 5);
    private final Cycle second = new Cycle(1, 6, 9, 11);

    private static List<CycleEvent> observeAll(CycleTracker tracker, IntStream iterations) {
        List<CycleEvent> events = new ArrayList<>();
        iterations.forEach(iteration -> events.addAll(tracker.observe(iteration)));
        return events;
    }

    @Test
    void observe_everyIteration_emitsEachEventAtItsIteration() {
        assertThat(observeAll(new CycleTracker(triangular), IntStream.range(0, 12)))
                .containsExactly(
                        new CycleStarted(first, 0, 0.1),
                        new CyclePeak(first, 3, 0.5),
                        new CycleTrough(first, 5, triangular.rateAt(5)),
                        new CycleStarted(second, 6, 0.1),
                        new CyclePeak(second, 9, 0.5),
                        new CycleTrough(second, 11, triangular.rateAt(11)));
    }

    @Test
    void observe_cosine_emitsStartThenPeak() {
        CyclicSchedule cosine = Schedules.snapshotCosine(0.2, 10, 2);
        Cycle cycle = new Cycle(0, 0, 0, 4);

        assertThat(new CycleTracker(cosine).observe(0))
                .containsExactly(new CycleStarted(cycle, 0, 0.2), new CyclePeak(cycle, 0, 0.2));
    }

    @Test
    void observe_cycleOfOneIteration_emitsAllThreeInOrder() {
        CyclicSchedule shortest = Schedules.snapshotCosine(0.2, 2, 2);
        Cycle cycle = new Cycle(1, 1, 1, 1);

        assertThat(new CycleTracker(shortest).observe(1))
                .containsExactly(
                        new CycleStarted(cycle, 1, 0.2), new CyclePeak(cycle, 1, 0.2), new CycleTrough(cycle, 1, 0.2));
    }

    @Test
    void observe_joinedInTheMiddle_emitsNothingForWhatWasMissed() {
        assertThat(observeAll(new CycleTracker(triangular), IntStream.range(4, 9)))
                .containsExactly(new CycleTrough(first, 5, triangular.rateAt(5)), new CycleStarted(second, 6, 0.1));
    }

    @Test
    void observe_iterationsLeftOut_emitsNothingForThem() {
        assertThat(observeAll(new CycleTracker(triangular), IntStream.of(0, 4, 7, 9)))
                .containsExactly(new CycleStarted(first, 0, 0.1), new CyclePeak(second, 9, 0.5));
    }

    @Test
    void observe_iterationAgainOrBackward_emitsNothing() {
        CycleTracker tracker = new CycleTracker(triangular);

        assertThat(tracker.observe(5)).hasSize(1);
        assertThat(tracker.observe(5)).isEmpty();
        assertThat(tracker.observe(0)).isEmpty();
        assertThat(tracker.observe(3)).isEmpty();
        assertThat(tracker.observe(6)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void observe_randomWalk_emitsEachEventOnce(long seed) {
        Random random = new Random(seed);
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 200, 1 + random.nextInt(200));
        CycleTracker tracker = new CycleTracker(schedule);
        List<Integer> walk = new ArrayList<>();
        for (int iteration = 0; iteration < 250; iteration++) {
            walk.add(iteration);
            for (int again = random.nextInt(3); again > 0; again--) {
                walk.add(random.nextInt(iteration + 1));
            }
        }

        List<CycleEvent> events = observeAll(tracker, walk.stream().mapToInt(Integer::intValue));

        assertThat(events)
                .as("seed %d, %s", seed, schedule)
                .isEqualTo(observeAll(new CycleTracker(schedule), IntStream.range(0, 200)))
                .doesNotHaveDuplicates();
        assertThat(events.stream().filter(CycleTrough.class::isInstance).map(CycleEvent::cycle))
                .as("seed %d, %s", seed, schedule)
                .containsExactlyElementsOf(schedule.cyclesWithin(200).toList());
    }

    @Test
    void observe_pastTheTotal_emitsNothingAndIsTold() {
        CycleTracker tracker = new CycleTracker(Schedules.snapshotCosine(0.2, 10, 2));

        assertThat(tracker.pastTotal()).isFalse();
        assertThat(tracker.observe(9)).hasSize(1);
        assertThat(tracker.pastTotal()).isFalse();
        assertThat(tracker.observe(10)).isEmpty();
        assertThat(tracker.pastTotal()).isTrue();
        assertThat(tracker.observe(15)).isEmpty();
        assertThat(tracker.pastTotal()).isTrue();
    }

    @Test
    void pastTotal_scheduleWithoutEnd_isNeverTrue() {
        CycleTracker tracker = new CycleTracker(triangular);

        assertThat(tracker.observe(Integer.MAX_VALUE)).isEmpty();
        assertThat(tracker.pastTotal()).isFalse();
    }

    @Test
    void observe_negativeIteration_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CycleTracker(triangular).observe(-1))
                .withMessage("iteration must be >= 0, was -1");
    }
}
