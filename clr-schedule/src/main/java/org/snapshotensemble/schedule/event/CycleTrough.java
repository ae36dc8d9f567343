package org.snapshotensemble.schedule.event;

import org.snapshotensemble.schedule.Cycle;

/**
 * A cycle has reached its last iteration, after whose update the weights are worth keeping.
 *
 * @param cycle the cycle
 * @param iteration the last iteration of the cycle, from 0
 * @param learningRate the learning rate of that iteration's update, finite and not negative
 */
public record CycleTrough(Cycle cycle, int iteration, double learningRate) implements CycleEvent {

    /**
     * Checks that the iteration is the one the cycle names.
     *
     * @throws IllegalArgumentException if it is another, or the learning rate is negative or not finite
     */
    public CycleTrough {
        Facts.check("last", cycle.lastIteration(), iteration, learningRate);
    }

    @Override
    public void deliverTo(CycleListener listener) {
        listener.cycleTrough(this);
    }
}
