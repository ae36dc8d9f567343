/**
 * Makes one network of many: the members' weights are averaged, rather than what they predict.
 *
 * <p>{@link org.snapshotensemble.averaging.WeightAverage} averages the members that it is given,
 * {@link org.snapshotensemble.averaging.GreedySoup} those that are worth it. What comes out,
 * {@link org.snapshotensemble.averaging.Averaged}, knows whether it is as good as the best member. Nothing here trains.
 */
@NullMarked
package org.snapshotensemble.averaging;

import org.jspecify.annotations.NullMarked;
