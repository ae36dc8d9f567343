package org.snapshotensemble.evaluation.crossval;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.StratifiedFolds;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.RunPlan;

/** Cuts the data and plans each fold, so that what cannot be trained is refused before the first fold has begun. */
record FoldPlanning(int folds, int epochs, int batchSize, double validationFraction, long seed, FoldStart start) {

    /**
     * Plans.
     *
     * @throws IllegalArgumentException if the data cannot be cut so, or the schedule does not fit a fold
     */
    List<FoldPlan> of(LabelledData data, FoldSchedule schedule) {
        StratifiedFolds cut = StratifiedFolds.of(data, folds, seed);
        List<DataParts> parts = new ArrayList<>();
        long total = 0;
        for (int fold = 0; fold < folds; fold++) {
            parts.add(cut.parts(fold, validationFraction));
            total += iterations(parts.get(fold));
            if (total > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("epochs must give at most " + Integer.MAX_VALUE
                        + " iterations over all folds, gave more: " + total + " in the first " + (fold + 1));
            }
        }
        List<FoldPlan> plans = new ArrayList<>();
        int first = 0;
        for (int fold = 0; fold < folds; fold++) {
            DataParts part = parts.get(fold);
            int iterations = (int) iterations(part);
            FoldSpan span = start == FoldStart.RESTART
                    ? new FoldSpan(fold, iterations, 0, iterations, iterationsPerEpoch(part))
                    : new FoldSpan(fold, iterations, first, (int) total, iterationsPerEpoch(parts.get(0)));
            plans.add(plan(span, schedule, cut.test(fold), part));
            first += iterations;
        }
        return plans;
    }

    private FoldPlan plan(FoldSpan span, FoldSchedule schedules, int[] testRows, DataParts parts) {
        try {
            Schedule schedule = schedules.forFold(span);
            CyclicSchedule cyclic = schedule instanceof CyclicSchedule already
                    ? already
                    : Schedules.singleCycle(schedule, span.iterations());
            RunPlan plan = RunPlan.of(cyclic, epochs, iterationsPerEpoch(parts));
            return new FoldPlan(span.fold(), ImmutableIntArray.copyOf(testRows), parts, schedule, plan);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("fold " + (span.fold() + 1) + " of " + folds + ": " + e.getMessage(), e);
        }
    }

    private long iterations(DataParts parts) {
        return (long) epochs * iterationsPerEpoch(parts);
    }

    private int iterationsPerEpoch(DataParts parts) {
        return (parts.train().size() - 1) / batchSize + 1;
    }
}
