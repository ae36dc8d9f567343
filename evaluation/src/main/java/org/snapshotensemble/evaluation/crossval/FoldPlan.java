package org.snapshotensemble.evaluation.crossval;

import com.google.common.primitives.ImmutableIntArray;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.train.RunPlan;

/**
 * One fold, known before it is trained.
 *
 * @param fold the fold, from 0
 * @param testRows where the test examples are in the data, in their order
 * @param parts what trains, chooses and measures
 * @param schedule its schedule
 * @param plan how its run goes
 */
record FoldPlan(int fold, ImmutableIntArray testRows, DataParts parts, Schedule schedule, RunPlan plan) {}
