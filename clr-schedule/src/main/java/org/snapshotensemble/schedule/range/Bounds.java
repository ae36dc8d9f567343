package org.snapshotensemble.schedule.range;

/**
 * The bounds of a cyclic schedule, both present or both absent.
 *
 * @param base the lowest rate: where the training begins to learn, and not more than a quarter of {@code max}
 * @param max the highest rate: the larger of valley and a third of the rate with the least loss, but not where the loss is
 *     ragged. A tenth of the latter is for a rate that is held; a cycle leaves its highest at once, and its snapshots are
 *     taken at the lowest
 */
public record Bounds(Finding base, Finding max) {

    /** Smith 2017, section 3.3: the base is a third or a quarter of the maximum. */
    private static final double LARGEST_BASE = 0.25;

    /**
     * Checks that they belong together.
     *
     * @throws IllegalArgumentException if one is absent, or the base is not less than the maximum
     */
    public Bounds {
        if (base.rate().isPresent() != max.rate().isPresent()) {
            throw new IllegalArgumentException("base and max must both be present or both absent, was base="
                    + base.rate() + ", max=" + max.rate());
        }
        if (base.rate().isPresent() && base.rate().getAsDouble() >= max.rate().orElseThrow()) {
            throw new IllegalArgumentException("base must be < max, was base="
                    + base.rate().getAsDouble() + ", max=" + max.rate().orElseThrow());
        }
    }

    static Bounds none(String reason) {
        return new Bounds(Finding.none(reason), Finding.none(reason));
    }

    static Bounds of(Suggestions suggestions, Finding minimumOverThree, Regimes regimes) {
        Finding max = max(larger(suggestions.valley(), minimumOverThree), regimes);
        double largest = max.rate().orElseThrow() * LARGEST_BASE;
        double learns = regimes.learns().rate().orElseThrow();
        Finding base = learns <= largest
                ? Finding.at(
                        learns,
                        "the network begins to learn: " + regimes.learns().reason())
                : Finding.at(
                        largest,
                        "a quarter of the maximum, for the network begins to learn only at " + FigureText.of(learns));
        return new Bounds(base, max);
    }

    private static Finding max(Finding steady, Regimes regimes) {
        double bound = regimes.ragged().rate().orElse(Double.POSITIVE_INFINITY);
        return steady.rate().orElseThrow() < bound
                ? steady
                : Finding.at(
                        bound,
                        "beyond it the training is ragged: " + regimes.ragged().reason());
    }

    private static Finding larger(Finding one, Finding other) {
        return one.rate().orElse(0) >= other.rate().orElse(0) ? one : other;
    }
}
