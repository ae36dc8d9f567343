package org.snapshotensemble.ensemble;

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
     * One weight a member: its accuracy, or the inverse of its mean squared error where the run is a regression.
     *
     * @throws IllegalArgumentException if a member has no validation figures
     */
    public static double[] of(List<Snapshot> members) {
        return members.stream().mapToDouble(ValidationWeights::weight).toArray();
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
