package org.snapshotensemble.ensemble;

import java.util.Arrays;
import java.util.List;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/**
 * Weights of members by what they reached on validation data, for {@link Combiner#weighted}.
 *
 * <pre>{@code
 * ensemble.with(Combiner.weighted(ValidationWeights.of(ensemble.members())))
 * }</pre>
 */
public final class ValidationWeights {

    private ValidationWeights() {}

    /**
     * One weight a member: its accuracy, or the inverse of its mean squared error where the run is a regression; where some
     * members have no error at all, 1 for each of them and 0 for the others.
     *
     * @throws IllegalArgumentException if a member has no validation figures
     */
    public static double[] of(List<Snapshot> members) {
        double[] weights =
                members.stream().mapToDouble(ValidationWeights::weight).toArray();
        return Arrays.stream(weights).noneMatch(Double::isInfinite)
                ? weights
                : Arrays.stream(weights)
                        .map(weight -> Double.isInfinite(weight) ? 1 : 0)
                        .toArray();
    }

    private static double weight(Snapshot member) {
        ValidationFigures figures = member.validation()
                .orElseThrow(() -> new IllegalArgumentException(
                        "members must have validation figures to be weighted by, " + member.id() + " has none"));
        if (figures instanceof ValidationFigures.OfClassification classification) {
            return classification.accuracy();
        }
        return 1 / ((ValidationFigures.OfRegression) figures).meanSquaredError();
    }
}
