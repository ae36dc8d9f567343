package org.snapshotensemble.snapshot;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a snapshot reached on validation data: data that is neither trained on nor tested with. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(ValidationFigures.OfClassification.class),
    @JsonSubTypes.Type(ValidationFigures.OfRegression.class)
})
public sealed interface ValidationFigures {

    /**
     * Figures of a classifier.
     *
     * @param accuracy the fraction of examples whose class was found, in {@code [0, 1]}
     * @param logLoss the mean of minus the natural logarithm of the true class's probability
     */
    record OfClassification(double accuracy, double logLoss) implements ValidationFigures {
        public OfClassification {
            if (!(accuracy >= 0 && accuracy <= 1)) {
                throw new IllegalArgumentException("accuracy must be in [0, 1], was " + accuracy);
            }
            if (!(logLoss >= 0 && Double.isFinite(logLoss))) {
                throw new IllegalArgumentException("logLoss must be finite and >= 0, was " + logLoss);
            }
        }
    }

    /**
     * Figures of a regression.
     *
     * @param meanSquaredError the mean over examples and targets of the squared error
     */
    record OfRegression(double meanSquaredError) implements ValidationFigures {
        public OfRegression {
            if (!(meanSquaredError >= 0 && Double.isFinite(meanSquaredError))) {
                throw new IllegalArgumentException("meanSquaredError must be finite and >= 0, was " + meanSquaredError);
            }
        }
    }

    /**
     * Returns whether these figures are better: a higher accuracy, at the same accuracy a lower log loss; for
     * regression a lower squared error.
     *
     * @throws IllegalArgumentException if the two are figures of different tasks
     */
    default boolean betterThan(ValidationFigures other) {
        if (this instanceof OfClassification mine && other instanceof OfClassification theirs) {
            int byAccuracy = Double.compare(mine.accuracy, theirs.accuracy);
            return byAccuracy > 0 || (byAccuracy == 0 && mine.logLoss < theirs.logLoss);
        }
        if (this instanceof OfRegression mine && other instanceof OfRegression theirs) {
            return mine.meanSquaredError < theirs.meanSquaredError;
        }
        throw new IllegalArgumentException("figures of classification and of regression cannot be compared");
    }
}
