package org.snapshotensemble.schedule.event;

import org.snapshotensemble.schedule.Cycle;

/** A fact of a training under a cyclic schedule: it has reached a turning point of a cycle. */
public sealed interface CycleEvent permits CycleStarted, CyclePeak, CycleTrough {

    /** The cycle it happened in. */
    Cycle cycle();

    /** The iteration it happened at, from 0. */
    int iteration();

    /** The learning rate of that iteration's update. */
    double learningRate();

    /** Calls the method of the listener that is meant for this kind of event. */
    void deliverTo(CycleListener listener);
}
