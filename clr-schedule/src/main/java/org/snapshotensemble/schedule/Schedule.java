package org.snapshotensemble.schedule;

import java.util.OptionalDouble;

/**
 * A pure function from the iteration to the learning rate, and to the momentum where that cycles too.
 *
 * <p>An iteration is one parameter update, counted from 0. The same iteration always gets the same answer, on every
 * machine and from any number of threads. {@link Schedules} has the schedules of this library; a schedule of your own
 * is one lambda.
 */
@FunctionalInterface
public interface Schedule {

    /**
     * The learning rate with which the update of an iteration is made: finite, never negative.
     *
     * @param iteration the iteration, from 0
     * @throws IllegalArgumentException if the iteration is negative
     */
    double rateAt(int iteration);

    /**
     * The momentum with which the update of an iteration is made, in [0, 1); empty where the schedule leaves the
     * momentum alone, and then it is empty at every iteration.
     *
     * @param iteration the iteration, from 0
     * @throws IllegalArgumentException if the iteration is negative
     */
    default OptionalDouble momentumAt(int iteration) {
        Check.iteration(iteration);
        return OptionalDouble.empty();
    }
}
