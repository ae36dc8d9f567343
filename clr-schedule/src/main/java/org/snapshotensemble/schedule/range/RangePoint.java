package org.snapshotensemble.schedule.range;

import java.util.OptionalDouble;

/**
 * What one rate of a range test gave.
 *
 * @param iteration the last iteration at this rate, from 0
 * @param rate the learning rate, finite and greater than 0
 * @param loss the loss; may be infinite or not a number where the training broke
 * @param accuracy the fraction of examples whose class was found, in [0, 1], where there are classes
 */
public record RangePoint(int iteration, double rate, double loss, OptionalDouble accuracy) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one breaks its rule
     */
    public RangePoint {
        Rule.atLeast("iteration", 0, iteration);
        Rule.positive("rate", rate);
        if (accuracy.isPresent()) {
            double fraction = accuracy.getAsDouble();
            Rule.require(fraction >= 0 && fraction <= 1, "accuracy", "in [0, 1]", fraction);
        }
    }

    /** A point without an accuracy. */
    public RangePoint(int iteration, double rate, double loss) {
        this(iteration, rate, loss, OptionalDouble.empty());
    }
}
