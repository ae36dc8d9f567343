package org.snapshotensemble.evaluation.crossval;

import java.util.OptionalDouble;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;

/** A schedule without cycles from an iteration on. */
record LaterRates(Schedule whole, int from) implements Schedule {

    @Override
    public double rateAt(int iteration) {
        return whole.rateAt(later(iteration, from));
    }

    @Override
    public OptionalDouble momentumAt(int iteration) {
        return whole.momentumAt(later(iteration, from));
    }

    /** The iteration of the whole; the last one that can be counted stands for all after it. */
    static int later(int iteration, int from) {
        if (iteration < 0) {
            throw new IllegalArgumentException("iteration must be >= 0, was " + iteration);
        }
        return (int) Math.min((long) iteration + from, Integer.MAX_VALUE);
    }

    static String text(Schedule whole, int from) {
        return ScheduleSpec.describe(whole) + " from iteration " + from;
    }

    @Override
    public String toString() {
        return text(whole, from);
    }
}
