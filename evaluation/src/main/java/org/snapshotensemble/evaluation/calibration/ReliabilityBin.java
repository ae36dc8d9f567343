package org.snapshotensemble.evaluation.calibration;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The examples whose likeliest class has a probability between two bounds: one bar of a reliability diagram.
 *
 * @param lower the bound that does not belong to it; 0 does to the first
 * @param upper the bound that belongs to it
 * @param examples how many there are
 * @param confidence the mean of the likeliest class's probability; NaN where there is no example
 * @param accuracy the fraction whose likeliest class is right; NaN where there is no example
 */
public record ReliabilityBin(double lower, double upper, int examples, double confidence, double accuracy) {

    public ReliabilityBin {
        checkArgument(lower < upper, "lower must be < upper, was %s with %s", lower, upper);
        checkArgument(examples >= 0, "examples must be >= 0, was %s", examples);
    }

    /** The distance of what is right to what was promised; 0 where there is no example. */
    public double gap() {
        return examples == 0 ? 0 : Math.abs(accuracy - confidence);
    }
}
