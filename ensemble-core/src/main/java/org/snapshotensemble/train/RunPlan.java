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
 * @param iterationsPerEpoch updates in an epoch: one a batch, or a segment where series are cut into segments
 * @param iterations {@code epochs * iterationsPerEpoch}
 * @param cycles the cycles that end within the run, each of which leaves a snapshot, in order
 * @param warnings what the person should know before she waits for it, a sentence each, which says what to change: a cycle
 *     that the run cuts, a run longer than its schedule, a cycle that falls in too few epochs or iterations or in more than
 *     the papers advise, and of a network a weight decay that cycles with the rate
 */
public record RunPlan(
        CyclicSchedule schedule,
        int epochs,
        int iterationsPerEpoch,
        int iterations,
        List<Cycle> cycles,
        List<String> warnings) {

    /** More snapshots are a slip, and their list in the manifest would be written anew after each. */
    static final int MOST_CYCLES = 10_000;

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
        int iterations = iterations(epochs, iterationsPerEpoch);
        List<Cycle> all =
                schedule.cyclesWithin(iterations).limit(MOST_CYCLES + 1L).toList();
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
                iterations,
                whole,
                new PlanWarnings(schedule, all, iterations, iterationsPerEpoch).all());
    }

    /** Returns the iterations of so many epochs. */
    static int iterations(int epochs, int iterationsPerEpoch) {
        requirePositive("epochs", epochs);
        requirePositive("iterationsPerEpoch", iterationsPerEpoch);
        long iterations = (long) epochs * iterationsPerEpoch;
        if (iterations > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "epochs * iterationsPerEpoch must be <= " + Integer.MAX_VALUE + ", was " + iterations);
        }
        return (int) iterations;
    }

    /** Returns this plan with further warnings behind its own. */
    RunPlan warning(List<String> further) {
        List<String> joined = new ArrayList<>(warnings);
        joined.addAll(further);
        return new RunPlan(schedule, epochs, iterationsPerEpoch, iterations, cycles, joined);
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be > 0, was " + value);
        }
    }
}
