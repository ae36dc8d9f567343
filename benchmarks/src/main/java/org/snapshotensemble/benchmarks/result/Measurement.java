package org.snapshotensemble.benchmarks.result;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One quantity of one contender, once a round.
 *
 * @param caseName the case it belongs to
 * @param quantity what was measured
 * @param contender whose
 * @param values one a round, in order; finite, at least one
 */
public record Measurement(String caseName, Quantity quantity, Contender contender, List<Double> values) {

    /** Checks that there are values, all finite. */
    public Measurement {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values must not be empty");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("values must be finite, were " + values);
            }
        }
    }

    /** The median over the rounds. */
    public double median() {
        return Median.of(values);
    }

    /** The lowest value of all rounds. */
    public double lowest() {
        return Collections.min(values);
    }

    /** The highest value of all rounds. */
    public double highest() {
        return Collections.max(values);
    }

    /**
     * The median, over the rounds that both have, of this one's value divided by the other's in the same round: the
     * machine's own ups and downs, which last longer than a round, then touch both.
     *
     * @throws IllegalArgumentException if a value of the other's is 0
     */
    public double ratioTo(Measurement other) {
        int rounds = Math.min(values.size(), other.values.size());
        if (other.values.contains(0.0)) {
            throw new IllegalArgumentException("other values must not be 0, were " + other.values);
        }
        return Median.of(IntStream.range(0, rounds)
                .mapToObj(round -> values.get(round) / other.values.get(round))
                .toList());
    }

    /** How many times as good as the other this one is: above 1 it is ahead, whichever value is the better one. */
    public double advantageOver(Measurement other) {
        return quantity.better() == Better.HIGHER ? ratioTo(other) : other.ratioTo(this);
    }
}
