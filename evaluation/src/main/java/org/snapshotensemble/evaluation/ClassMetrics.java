package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How well one class is found. A quotient whose denominator is zero counts as 0, as in scikit-learn.
 *
 * @param name the class's name, or its index where the run kept no names
 * @param support the number of examples with this label
 * @param predictions the number of examples predicted as this class
 * @param hits the number of examples that are both
 */
public record ClassMetrics(String name, int support, int predictions, int hits) {

    public ClassMetrics {
        checkArgument(support >= 0, "support must be >= 0, was %s", support);
        checkArgument(predictions >= 0, "predictions must be >= 0, was %s", predictions);
        checkArgument(
                hits >= 0 && hits <= Math.min(support, predictions),
                "hits must be between 0 and %s, was %s",
                Math.min(support, predictions),
                hits);
    }

    /** Hits over predictions, in [0, 1]: how often a prediction of this class is right. */
    public double precision() {
        return quotient(hits, predictions);
    }

    /** Hits over support, in [0, 1]: how much of this class is found. */
    public double recall() {
        return quotient(hits, support);
    }

    /** The harmonic mean of precision and recall, {@code 2 hits / (support + predictions)}, in [0, 1]. */
    public double f1() {
        return quotient(2.0 * hits, (double) support + predictions);
    }

    /** Whether any example has this label or was predicted as this class. */
    public boolean occurs() {
        return support > 0 || predictions > 0;
    }

    private static double quotient(double numerator, double denominator) {
        return denominator == 0 ? 0 : numerator / denominator;
    }
}
