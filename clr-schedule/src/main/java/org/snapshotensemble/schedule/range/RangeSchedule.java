package org.snapshotensemble.schedule.range;

import org.snapshotensemble.schedule.Schedule;

/**
 * The sweep of a range test: a rate that grows from {@code from} to {@code to}, both included, and stays the same for
 * the iterations of a step (Smith 2017, <a href="https://arxiv.org/abs/1506.01186">section 3.3</a>). Past its end the
 * rate stays {@code to}.
 *
 * @param from the first rate, greater than 0
 * @param to the last rate, greater than {@code from}
 * @param steps how many rates are tried, 2 or more
 * @param iterationsPerStep for how many iterations each is tried, 1 or more
 * @param growth how it grows
 */
public record RangeSchedule(double from, double to, int steps, int iterationsPerStep, Growth growth)
        implements Schedule {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one breaks its rule, or the iterations are more than an int can count
     */
    public RangeSchedule {
        Rule.positive("from", from);
        Rule.positive("to", to);
        if (from >= to) {
            throw new IllegalArgumentException("from must be < to, was from=" + from + ", to=" + to);
        }
        Rule.atLeast("steps", 2, steps);
        Rule.atLeast("iterationsPerStep", 1, iterationsPerStep);
        long iterations = (long) steps * iterationsPerStep;
        if (iterations > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "steps * iterationsPerStep must be <= " + Integer.MAX_VALUE + ", was " + iterations);
        }
    }

    /**
     * Grows geometrically, one iteration a rate.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static RangeSchedule geometric(double from, double to, int iterations) {
        return new RangeSchedule(from, to, iterations, 1, Growth.GEOMETRIC);
    }

    /** Returns the iterations of the whole sweep. */
    public int iterations() {
        return steps * iterationsPerStep;
    }

    @Override
    public double rateAt(int iteration) {
        Rule.atLeast("iteration", 0, iteration);
        int step = Math.min(iteration / iterationsPerStep, steps - 1);
        if (step == 0) {
            return from;
        }
        return step == steps - 1 ? to : growth.between(from, to, step / (steps - 1.0));
    }
}
