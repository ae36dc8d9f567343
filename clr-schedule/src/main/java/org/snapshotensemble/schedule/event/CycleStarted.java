package org.snapshotensemble.schedule.event;

import org.snapshotensemble.schedule.Cycle;

/**
 * A cycle has begun.
 *
 * @param cycle the cycle
 * @param iteration the first iteration of the cycle, from 0
 * @param learningRate the learning rate of that iteration's update, finite and not negative
 */
public record CycleStarted(Cycle cycle, int iteration, double learningRate) implements CycleEvent {

    /**
     * Checks that the iteration is the one the cycle names.
     *
     * @throws IllegalArgumentException if it is another, or the learning rate is negative or not finite
     */
    public CycleStarted {
        Facts.check("first", cycle.firstIteration(), iteration, learningRate);
    }

    @Override
    public void deliverTo(CycleListener listener) {
        listener.cycleStarted(this);
    }
}
