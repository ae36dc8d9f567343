package org.snapshotensemble.evaluation.uncertainty;

/**
 * How far the members of a regression are apart, and how often the truth lies as near to their mean as that says.
 *
 * @param spread the root of the mean over all values of the members' variance (divisor {@code members}), in the unit of the
 *     targets
 * @param coverage the fraction of values within {@code 1.96} standard deviations of the members' mean, which is 0.95 where
 *     the members' spread is all the error there is; snapshots know little of the noise, so it is mostly far below
 */
public record Coverage(double spread, double coverage) {}
