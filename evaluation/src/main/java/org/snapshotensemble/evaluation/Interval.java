package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A confidence interval, both ends included.
 *
 * @param low the lower end, finite
 * @param high the upper end, finite, not below {@code low}
 * @param level the confidence level, above 0 and below 1; 0.95 in every report
 */
public record Interval(double low, double high, double level) {

    /** The confidence level of every interval in a report. */
    public static final double REPORT_LEVEL = 0.95;

    public Interval {
        checkArgument(Double.isFinite(low), "low must be finite, was %s", low);
        checkArgument(Double.isFinite(high), "high must be finite, was %s", high);
        checkArgument(low <= high, "low must be <= high, was %s > %s", low, high);
        checkArgument(level > 0 && level < 1, "level must be > 0 and < 1, was %s", level);
    }

    /** Whether the whole interval lies above zero. */
    public boolean isAboveZero() {
        return low > 0;
    }

    /** Whether the whole interval lies below zero. */
    public boolean isBelowZero() {
        return high < 0;
    }
}
