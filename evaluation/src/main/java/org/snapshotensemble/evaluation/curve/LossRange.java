package org.snapshotensemble.evaluation.curve;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The finite losses of some iterations.
 *
 * @param lowest the lowest
 * @param highest the highest
 * @param mean their mean
 * @param count how many they are, at least 1
 */
public record LossRange(double lowest, double highest, double mean, int count) {

    public LossRange {
        checkArgument(count > 0, "count must be > 0, was %s", count);
        checkArgument(lowest <= highest, "lowest must be <= highest, was %s with %s", lowest, highest);
    }

    /** These and others, in one. */
    public LossRange and(LossRange other) {
        int both = count + other.count;
        double share = (double) other.count / both;
        return new LossRange(
                Math.min(lowest, other.lowest),
                Math.max(highest, other.highest),
                mean + (other.mean - mean) * share,
                both);
    }
}
