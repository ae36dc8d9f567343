/**
 * The learning-rate range test without a network: how the rate grows, and what the losses say.
 *
 * <p>{@link org.snapshotensemble.schedule.range.RangeSchedule} is the sweep;
 * {@link org.snapshotensemble.schedule.range.RangeAnalysis} reads its
 * {@link org.snapshotensemble.schedule.range.RangeCurve} and suggests bounds, each with its reason, or says why there are
 * none. Who trains the network, draws the curve or writes files is not known here.
 */
@NullMarked
package org.snapshotensemble.schedule.range;

import org.jspecify.annotations.NullMarked;
