package org.snapshotensemble.cli;

import java.util.OptionalInt;

/**
 * For how long a range test stays at a rate.
 *
 * @param count iterations; an epoch's where it is empty
 */
record RateLength(OptionalInt count) {

    private static final String EPOCH = "epoch";

    /**
     * Reads a number or the word {@code epoch}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static RateLength parse(String text) {
        if (text.equals(EPOCH)) {
            return new RateLength(OptionalInt.empty());
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) == 0) {
            throw new IllegalArgumentException(
                    "must be a whole number from 1 to 999999999, or " + EPOCH + ", was '" + text + "'");
        }
        return new RateLength(OptionalInt.of(Integer.parseInt(text)));
    }

    /** Its iterations, where an epoch has so many. */
    int iterations(int perEpoch) {
        return count.orElse(perEpoch);
    }
}
