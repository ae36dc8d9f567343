package org.snapshotensemble.schedule;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A whole run under a schedule that has no cycles, seen as one cycle. */
record SingleCycle(Schedule schedule, int iterations) implements CyclicSchedule {

    SingleCycle {
        Check.positive("total", iterations);
        if (schedule instanceof CyclicSchedule) {
            throw new IllegalArgumentException("schedule must have no cycles of its own, was " + schedule);
        }
    }

    @Override
    public double rateAt(int iteration) {
        return schedule.rateAt(inside(iteration));
    }

    @Override
    public OptionalDouble momentumAt(int iteration) {
        return schedule.momentumAt(inside(iteration));
    }

    @Override
    public Cycle cycleAt(int iteration) {
        Check.iteration(iteration);
        return new Cycle(0, 0, 0, iterations - 1);
    }

    private int inside(int iteration) {
        return Math.min(Check.iteration(iteration), iterations - 1);
    }

    @Override
    public OptionalInt total() {
        return OptionalInt.of(iterations);
    }

    /** The text form of the schedule itself: how long the run is, is not the schedule's to say. */
    @Override
    public String toString() {
        return schedule.toString();
    }
}
