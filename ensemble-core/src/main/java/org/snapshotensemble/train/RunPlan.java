package org.snapshotensemble.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;

/**
 * How a run will go, known before it starts.
 *
 * @param schedule what the rate will be
 * @param epochs passes over the training data
 * @param iterationsPerEpoch batches in an epoch
 * @param iterations {@code epochs * iterationsPerEpoch}
 * @param cycles the cycles that end within the run, each of which leaves a snapshot, in order
 * @param warnings what the person should know before she waits for it, a sentence each
 */
public record RunPlan(
        CyclicSchedule schedule,
        int epochs,
        int iterationsPerEpoch,
        int iterations,
        List<Cycle> cycles,
        List<String> warnings) {

    /** A cycle shorter than this is a slip, most likely. */
    private static final int FEW_ITERATIONS = 10;

    /** More snapshots are a slip, and their list in the manifest would be written anew after each. */
    private static final int MOST_CYCLES = 10_000;

    public RunPlan {
        cycles = List.copyOf(cycles);
        warnings = List.copyOf(warnings);
    }

    /**
     * Plans a run.
     *
     * @throws IllegalArgumentException if a number is not positive, the run is longer than an {@code int} counts, no cycle of
     *     the schedule ends within it, or more than 10,000 do
     */
    public static RunPlan of(CyclicSchedule schedule, int epochs, int iterationsPerEpoch) {
        requirePositive("epochs", epochs);
        requirePositive("iterationsPerEpoch", iterationsPerEpoch);
        long iterations = (long) epochs * iterationsPerEpoch;
        if (iterations > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "epochs * iterationsPerEpoch must be <= " + Integer.MAX_VALUE + ", was " + iterations);
        }
        List<Cycle> all =
                schedule.cyclesWithin((int) iterations).limit(MOST_CYCLES + 1L).toList();
        if (all.size() > MOST_CYCLES) {
            throw new IllegalArgumentException("the schedule must have at most " + MOST_CYCLES
                    + " cycles within the run, each of which leaves a snapshot, has more: its cycle "
                    + MOST_CYCLES + " ends at iteration "
                    + all.get(MOST_CYCLES - 1).lastIteration() + " of " + iterations
                    + "; train shorter or lengthen the cycle");
        }
        List<Cycle> whole =
                all.stream().filter(cycle -> cycle.lastIteration() < iterations).toList();
        if (whole.isEmpty()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "no cycle of the schedule ends within the run: the first takes %d iterations, the run has %d"
                            + " (%d epochs of %d); train longer or shorten the cycle",
                    all.get(0).length(),
                    iterations,
                    epochs,
                    iterationsPerEpoch));
        }
        return new RunPlan(
                schedule,
                epochs,
                iterationsPerEpoch,
                (int) iterations,
                whole,
                warnings(schedule, all, iterations, iterationsPerEpoch));
    }

    private static List<String> warnings(
            CyclicSchedule schedule, List<Cycle> cycles, long iterations, int iterationsPerEpoch) {
        List<String> warnings = new ArrayList<>();
        Cycle last = cycles.get(cycles.size() - 1);
        if (last.lastIteration() >= iterations) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the run ends in the middle of cycle %d: it has %d iterations, the cycle's trough would be iteration"
                            + " %d; what is learnt after iteration %d is in no snapshot",
                    last.index() + 1,
                    iterations,
                    last.lastIteration(),
                    last.firstIteration() - 1));
        }
        if (schedule.total().isPresent() && schedule.total().getAsInt() < iterations) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the schedule ends after %d iterations, the run has %d: the rest is trained at the last rate and is"
                            + " in no snapshot",
                    schedule.total().getAsInt(),
                    iterations));
        }
        cycles.stream()
                .filter(cycle -> cycle.length() < iterationsPerEpoch)
                .findFirst()
                .ifPresent(cycle -> warnings.add(String.format(
                        Locale.ROOT,
                        "cycle %d is shorter than an epoch: %d iterations against %d; some examples are not seen in it,"
                                + " and its snapshot may be poor",
                        cycle.index() + 1,
                        cycle.length(),
                        iterationsPerEpoch)));
        cycles.stream()
                .filter(cycle -> cycle.length() < FEW_ITERATIONS)
                .findFirst()
                .ifPresent(cycle -> warnings.add(String.format(
                        Locale.ROOT,
                        "cycle %d is shorter than %d iterations, it has %d: too few to learn anything in",
                        cycle.index() + 1,
                        FEW_ITERATIONS,
                        cycle.length())));
        return warnings;
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be > 0, was " + value);
        }
    }
}
