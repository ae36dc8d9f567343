package org.snapshotensemble.schedule.event;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;

/**
 * Turns the iterations of a training, as they come, into the events of its schedule, each event once.
 *
 * <pre>{@code
 * CycleTracker tracker = new CycleTracker(schedule);
 * tracker.observe(iteration).forEach(event -> event.deliverTo(listener));   // once an iteration
 * }</pre>
 *
 * <p>One that joins in the middle, or is not shown every iteration, emits nothing for what it missed; an iteration that
 * comes again, or one before the newest, brings no event; past the schedule's total there are none. For use by one
 * thread.
 */
public final class CycleTracker {

    private final CyclicSchedule schedule;
    private int newestIteration = -1;

    /** A tracker that has seen nothing yet. */
    public CycleTracker(CyclicSchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * The events of an iteration: none, or some of started, peak and trough, in this order.
     *
     * @param iteration the iteration that the training has just made, from 0
     * @throws IllegalArgumentException if the iteration is negative
     */
    public List<CycleEvent> observe(int iteration) {
        Cycle cycle = schedule.cycleAt(iteration);
        if (iteration <= newestIteration) {
            return List.of();
        }
        newestIteration = iteration;
        boolean starts = iteration == cycle.firstIteration();
        boolean peaks = iteration == cycle.peakIteration();
        boolean ends = cycle.isTrough(iteration);
        if (!starts && !peaks && !ends) {
            return List.of();
        }
        double learningRate = schedule.rateAt(iteration);
        List<CycleEvent> events = new ArrayList<>(3);
        if (starts) {
            events.add(new CycleStarted(cycle, iteration, learningRate));
        }
        if (peaks) {
            events.add(new CyclePeak(cycle, iteration, learningRate));
        }
        if (ends) {
            events.add(new CycleTrough(cycle, iteration, learningRate));
        }
        return List.copyOf(events);
    }

    /**
     * Whether an iteration past the schedule's total has been observed: most likely the batches of the run were counted
     * wrongly when the schedule was made, and whoever observes should say so once.
     */
    public boolean pastTotal() {
        OptionalInt total = schedule.total();
        return total.isPresent() && newestIteration >= total.getAsInt();
    }
}
