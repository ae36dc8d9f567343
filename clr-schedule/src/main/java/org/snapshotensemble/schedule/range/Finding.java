package org.snapshotensemble.schedule.range;

import java.util.OptionalDouble;

/**
 * A rate that a curve tells, or why it tells none.
 *
 * @param rate the rate, finite and greater than 0; absent where the curve does not tell it
 * @param reason why this rate, or why none; the end of a sentence, for a person
 */
public record Finding(OptionalDouble rate, String reason) {

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if it is not greater than 0 and finite
     */
    public Finding {
        rate.ifPresent(value -> Rule.positive("rate", value));
    }

    static Finding at(double rate, String reason) {
        return new Finding(OptionalDouble.of(rate), reason);
    }

    static Finding none(String reason) {
        return new Finding(OptionalDouble.empty(), reason);
    }
}
