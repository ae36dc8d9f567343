package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.Schedules;

/**
 * Gives each fold its schedule. Folds may differ by an iteration an epoch, so a schedule that is to fill a fold is made for
 * it.
 */
@FunctionalInterface
public interface FoldSchedule {

    /**
     * The fold's schedule, whose iteration 0 is the fold's first.
     *
     * @param span how long the fold is, and where it stands in the whole
     */
    Schedule forFold(FoldSpan span);

    /** The fold's stretch of a schedule: its beginning, or from where the fold before ended. */
    static FoldSchedule of(Schedule whole) {
        return span -> span.of(whole);
    }

    /**
     * The fold's stretch of the schedule of a text. Lengths in epochs are resolved, and a total that is left out is that of
     * the fold, or of all folds where they continue each other.
     */
    static FoldSchedule of(ScheduleSpec spec) {
        return span -> span.of(spec.resolve(span.iterationsPerEpoch())
                .withDefaultTotal(span.totalIterations())
                .schedule());
    }

    /**
     * Whole cycles of a snapshot ensemble in each fold, whether it begins anew or continues another.
     *
     * @param maxRate the learning rate at the start of each cycle, above 0
     * @param cycles the cycles in a fold, at least 1
     */
    static FoldSchedule snapshotCosine(double maxRate, int cycles) {
        return snapshotCosine(maxRate, cycles, 0);
    }

    /**
     * Whole cycles of a snapshot ensemble in each fold, after a {@linkplain Schedules#snapshotCosine(double, int, int, int)
     * warm-up} where the fold begins anew.
     *
     * @param maxRate the learning rate at the start of each cosine, above 0
     * @param cycles the cycles in a fold, at least 1
     * @param warmupEpochs the epochs of the rise; 0 or more, less than a fold's
     */
    static FoldSchedule snapshotCosine(double maxRate, int cycles, int warmupEpochs) {
        checkArgument(warmupEpochs >= 0, "warmupEpochs must be >= 0, was %s", warmupEpochs);
        return span -> Schedules.snapshotCosine(
                maxRate,
                span.iterations(),
                cycles,
                span.firstIteration() == 0 ? Math.multiplyExact(warmupEpochs, span.iterationsPerEpoch()) : 0);
    }
}
