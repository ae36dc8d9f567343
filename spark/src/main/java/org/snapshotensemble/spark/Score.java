package org.snapshotensemble.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What an ensemble says of one example.
 *
 * <p>No record, for Kryo cannot read records back.
 */
public final class Score implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int NO_CLASS = -1;

    private final double[] output;
    private final double[] spread;
    private final int chosen;

    private Score(double[] output, double[] spread, int chosen) {
        this.output = output;
        this.spread = spread;
        this.chosen = chosen;
    }

    static Score ofClass(double[] output, double[] spread, int chosen) {
        return new Score(output, spread, chosen);
    }

    static Score ofTargets(double[] output, double[] spread) {
        return new Score(output, spread, NO_CLASS);
    }

    /** The ensemble's answer: probabilities {@code [classes]}, or of a regression {@code [targets]} in their own unit. */
    public double[] output() {
        return output.clone();
    }

    /** How far the members are apart, value by value: their standard deviation, in the shape of {@link #output}. */
    public double[] spread() {
        return spread.clone();
    }

    /**
     * The class, from 0; of a single probability, whether it is above one half. None for a regression, and where labels
     * are independent.
     */
    public OptionalInt predictedClass() {
        return chosen == NO_CLASS ? OptionalInt.empty() : OptionalInt.of(chosen);
    }

    /** How far the members are apart in what counts: the probability of the class, or the target they agree least on. */
    public double uncertainty() {
        if (chosen == NO_CLASS) {
            return Arrays.stream(spread).max().orElse(0);
        }
        // A single probability has the spread of both classes.
        return spread[Math.min(chosen, spread.length - 1)];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Score score
                && chosen == score.chosen
                && Arrays.equals(output, score.output)
                && Arrays.equals(spread, score.spread);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(output) + Arrays.hashCode(spread);
    }

    @Override
    public String toString() {
        return (chosen == NO_CLASS ? "Score[" : "Score[class " + chosen + ", ") + Arrays.toString(output) + ", spread "
                + Arrays.toString(spread) + "]";
    }
}
