package org.snapshotensemble.evaluation.crossval;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.ScheduleSpec;

/**
 * A schedule's cycles from an iteration on, counted from 0. If that is in the middle of a cycle, the rest of it is the
 * first.
 */
record LaterCycles(CyclicSchedule whole, int from) implements CyclicSchedule {

    /**
     * The rest of a schedule.
     *
     * @throws IllegalArgumentException if the schedule has ended by then
     */
    static LaterCycles of(CyclicSchedule whole, int from) {
        if (whole.total().isPresent() && whole.total().getAsInt() <= from) {
            throw new IllegalArgumentException("schedule must go on over all folds, ends after "
                    + whole.total().getAsInt() + " iterations, before iteration " + from + ": "
                    + ScheduleSpec.describe(whole));
        }
        return new LaterCycles(whole, from);
    }

    @Override
    public double rateAt(int iteration) {
        return whole.rateAt(LaterRates.later(iteration, from));
    }

    @Override
    public OptionalDouble momentumAt(int iteration) {
        return whole.momentumAt(LaterRates.later(iteration, from));
    }

    @Override
    public Cycle cycleAt(int iteration) {
        Cycle cycle = whole.cycleAt(LaterRates.later(iteration, from));
        int before = whole.cycleAt(from).index();
        return new Cycle(
                cycle.index() - before,
                Math.max(0, cycle.firstIteration() - from),
                Math.max(0, cycle.peakIteration() - from),
                cycle.lastIteration() - from);
    }

    @Override
    public OptionalInt total() {
        return whole.total().isPresent() ? OptionalInt.of(whole.total().getAsInt() - from) : OptionalInt.empty();
    }

    @Override
    public String toString() {
        return LaterRates.text(whole, from);
    }
}
