package org.snapshotensemble.schedule;

import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A schedule whose iterations are divided into cycles, without gap or overlap, from iteration 0 on.
 *
 * <p>A schedule with a total ends there: afterwards it holds its last rate and has no further cycle.
 */
public interface CyclicSchedule extends Schedule {

    /**
     * The cycle an iteration belongs to. Past the total there is none, and the answer is the last cycle, which does not
     * {@linkplain Cycle#contains contain} the iteration.
     *
     * @param iteration the iteration, from 0
     * @throws IllegalArgumentException if the iteration is negative
     */
    Cycle cycleAt(int iteration);

    /** The number of iterations after which the schedule has ended; empty where it goes on for ever. */
    OptionalInt total();

    /**
     * The cycles that begin within the first {@code iterations} iterations, in order, made as they are asked for. The
     * last one may end later: whoever plans a run of that length sees there that it would stop in the middle of it.
     *
     * @param iterations how many iterations, 0 or more
     * @throws IllegalArgumentException if {@code iterations} is negative
     */
    default Stream<Cycle> cyclesWithin(int iterations) {
        long end = Math.min(Check.notNegative("iterations", iterations), total().orElse(Integer.MAX_VALUE));
        return LongStream.iterate(
                        0, first -> first < end, first -> cycleAt((int) first).lastIteration() + 1)
                .mapToObj(first -> cycleAt((int) first));
    }
}
