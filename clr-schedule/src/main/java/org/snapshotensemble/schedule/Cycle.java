package org.snapshotensemble.schedule;

/**
 * A stretch of iterations of a cyclic schedule, first and last included.
 *
 * <p>The bounds are {@code long} although an iteration is an {@code int}: the last cycle of a growing schedule may end
 * after the largest {@code int}.
 *
 * @param index which cycle of the schedule it is, from 0
 * @param firstIteration the first iteration of the cycle, from 0
 * @param peakIteration where the wave turns: the first iteration of a cosine, the top of a triangle, the iteration with
 *     the highest rate of a one-cycle schedule
 * @param lastIteration the last iteration of the cycle, its trough: after its update the weights are worth keeping
 */
public record Cycle(int index, long firstIteration, long peakIteration, long lastIteration) {

    /**
     * Checks that the cycle is not empty and its peak inside.
     *
     * @throws IllegalArgumentException if a number is negative or the three iterations are out of order
     */
    public Cycle {
        Check.notNegative("index", index);
        if (firstIteration < 0 || peakIteration < firstIteration || lastIteration < peakIteration) {
            throw new IllegalArgumentException("iterations must be 0 <= first <= peak <= last, were first="
                    + firstIteration + ", peak=" + peakIteration + ", last=" + lastIteration);
        }
    }

    /** The number of iterations in the cycle, at least 1. */
    public long length() {
        return lastIteration - firstIteration + 1;
    }

    /** Whether the iteration belongs to this cycle. */
    public boolean contains(long iteration) {
        return firstIteration <= iteration && iteration <= lastIteration;
    }

    /** Whether the iteration is the trough of this cycle, its last one. */
    public boolean isTrough(long iteration) {
        return iteration == lastIteration;
    }
}
