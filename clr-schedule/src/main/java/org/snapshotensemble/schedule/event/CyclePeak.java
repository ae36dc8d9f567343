package org.snapshotensemble.schedule.event;

import org.snapshotensemble.schedule.Cycle;

/**
 * A cycle has reached the point where its wave turns.
 *
 * @param cycle the cycle
 * @param iteration the iteration of the peak, from 0
 * @param learningRate the learning rate of that iteration's update, finite and not negative
 */
public record CyclePeak(Cycle cycle, int iteration, double learningRate) implements CycleEvent {

    /**
     * Checks that the iteration is the one the cycle names.
     *
     * @throws IllegalArgumentException if it is another, or the learning rate is negative or not finite
     */
    public CyclePeak {
        Facts.check("peak", cycle.peakIteration(), iteration, learningRate);
    }

    @Override
    public void deliverTo(CycleListener listener) {
        listener.cyclePeak(this);
    }
}
