package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;

/**
 * The stretch of a schedule that is a fold's.
 *
 * @param fold the fold, from 0
 * @param iterations the iterations of the fold's training, at least 1
 * @param firstIteration the schedule's iteration with which the fold begins: 0 where it begins anew
 * @param totalIterations the iterations of the whole schedule: the fold's own where each begins anew, otherwise all folds'
 * @param iterationsPerEpoch what an epoch counts in lengths that are given in epochs: the fold's own where each begins
 *     anew, otherwise the first fold's
 */
public record FoldSpan(int fold, int iterations, int firstIteration, int totalIterations, int iterationsPerEpoch) {

    /** Checks that the stretch lies within the whole. */
    public FoldSpan {
        checkArgument(fold >= 0, "fold must be >= 0, was %s", fold);
        checkArgument(iterations > 0, "iterations must be > 0, was %s", iterations);
        checkArgument(firstIteration >= 0, "firstIteration must be >= 0, was %s", firstIteration);
        checkArgument(
                (long) firstIteration + iterations <= totalIterations,
                "firstIteration + iterations must be <= %s, was %s + %s",
                totalIterations,
                firstIteration,
                iterations);
        checkArgument(iterationsPerEpoch > 0, "iterationsPerEpoch must be > 0, was %s", iterationsPerEpoch);
    }

    /**
     * The fold's stretch of a schedule, counted from 0.
     *
     * @throws IllegalArgumentException if the schedule ends before the stretch begins
     */
    public Schedule of(Schedule whole) {
        if (firstIteration == 0) {
            return whole;
        }
        return whole instanceof CyclicSchedule cyclic
                ? LaterCycles.of(cyclic, firstIteration)
                : new LaterRates(whole, firstIteration);
    }
}
