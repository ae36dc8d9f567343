package org.snapshotensemble.train;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;

/**
 * Wall-clock time for a run and its baselines, and how much training fits into it. It is reckoned before the training
 * starts; who trains as planned on a machine that has become slower needs longer.
 *
 * <pre>{@code
 * TimeBudget budget = new TimeBudget(7_200, PaceTest.of(net).run(source), 1);
 * OptionalInt epochs = budget.epochs(
 *         count -> Schedules.snapshotCosine(0.1, count * source.batchesPerEpoch(), 5), source.batchesPerEpoch(), 400);
 * }</pre>
 *
 * @param seconds what there is; keep something back for checkpoints, which take up to a thirtieth, and for the report
 * @param pace how long an iteration and a snapshot take
 * @param baselines trainings of the same length beside the run, each of which leaves one snapshot
 */
public record TimeBudget(double seconds, TrainingPace pace, int baselines) {

    /** As many as a plan may have. */
    private static final int MOST_CYCLES = RunPlan.MOST_CYCLES;

    /**
     * @throws IllegalArgumentException if a number is negative, or {@code seconds} not finite
     */
    public TimeBudget {
        if (!(seconds >= 0 && seconds <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("seconds must be finite and >= 0, was " + seconds);
        }
        if (baselines < 0) {
            throw new IllegalArgumentException("baselines must be >= 0, was " + baselines);
        }
    }

    /**
     * Returns how long the run and its baselines take, in seconds.
     *
     * @param iterations of the run, and of each baseline
     * @param snapshots of the run
     */
    public double secondsOf(long iterations, int snapshots) {
        return (1.0 + baselines) * iterations * pace.secondsPerIteration()
                + ((double) snapshots + baselines) * pace.secondsPerSnapshot();
    }

    /**
     * Returns the number of epochs to train: of the longest run that ends in time the epochs up to its last trough, for
     * what comes after that is in no snapshot.
     *
     * @param schedule the run's schedule, if it is so many epochs long; it may throw an {@link IllegalArgumentException} where
     *     it cannot be as short
     * @param iterationsPerEpoch at least 1
     * @param most epochs that are wanted, however much time there is; at least 1
     * @return empty if no cycle ends in time
     * @throws IllegalArgumentException if a number is not positive, or what the schedule throws for as many epochs as are wanted
     */
    public OptionalInt epochs(IntFunction<? extends CyclicSchedule> schedule, int iterationsPerEpoch, int most) {
        requirePositive("iterationsPerEpoch", iterationsPerEpoch);
        requirePositive("most", most);
        int fits = 0;
        int open = Math.min(most, Integer.MAX_VALUE / iterationsPerEpoch); // the most that may fit
        while (open > fits) {
            int middle = open - (open - fits) / 2;
            if (fits(schedule, middle, iterationsPerEpoch)) {
                fits = middle;
            } else {
                open = middle - 1;
            }
        }
        List<Cycle> cycles = cyclesOf(schedule, fits, iterationsPerEpoch, fits == most);
        if (cycles.isEmpty()) {
            return OptionalInt.empty();
        }
        long end = cycles.get(cycles.size() - 1).lastIteration() + 1;
        return OptionalInt.of((int) ((end - 1) / iterationsPerEpoch) + 1);
    }

    private boolean fits(IntFunction<? extends CyclicSchedule> schedule, int epochs, int iterationsPerEpoch) {
        int iterations = epochs * iterationsPerEpoch;
        // Listing the cycles of years takes long.
        return secondsOf(iterations, 0) <= seconds
                && secondsOf(
                                iterations,
                                cyclesOf(schedule, epochs, iterationsPerEpoch, false)
                                        .size())
                        <= seconds;
    }

    /** None, where a schedule cannot be as short, unless as short a one is wanted. */
    private static List<Cycle> cyclesOf(
            IntFunction<? extends CyclicSchedule> schedule, int epochs, int iterationsPerEpoch, boolean wanted) {
        try {
            return epochs == 0 ? List.of() : cycles(schedule.apply(epochs), epochs * iterationsPerEpoch);
        } catch (IllegalArgumentException e) {
            if (wanted) {
                throw e;
            }
            return List.of();
        }
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be > 0, was " + value);
        }
    }

    /** Those that end within the run. */
    private static List<Cycle> cycles(CyclicSchedule schedule, int iterations) {
        return schedule.cyclesWithin(iterations)
                .limit(MOST_CYCLES)
                .filter(cycle -> cycle.lastIteration() < iterations)
                .toList();
    }
}
