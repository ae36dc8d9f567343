package org.snapshotensemble.schedule.event;

/**
 * Is told of the turning points of a cyclic schedule; each method does nothing unless it is overridden.
 *
 * <p>Within a cycle the order is started, peak, trough, also where two or all three fall on one iteration (the peak of
 * a cosine cycle is its first iteration; a cycle of one iteration is all three). A training that joins in the middle of
 * a cycle is told nothing of what it missed, so a trough without a start before it is possible. The calls come on the
 * thread that trains.
 */
public interface CycleListener {

    /** A cycle has begun. */
    default void cycleStarted(CycleStarted event) {}

    /** A cycle has reached the point where its wave turns. */
    default void cyclePeak(CyclePeak event) {}

    /** A cycle has reached its last iteration. */
    default void cycleTrough(CycleTrough event) {}
}
