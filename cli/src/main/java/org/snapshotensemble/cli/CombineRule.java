package org.snapshotensemble.cli;

import java.util.List;
import java.util.Locale;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/** The rules that {@code --combine} knows. */
enum CombineRule {
    MEAN,
    WEIGHTED,
    GEOMETRIC,
    VOTE;

    static CombineRule parse(String text) {
        for (CombineRule rule : values()) {
            if (rule.name().toLowerCase(Locale.ROOT).equals(text)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("unknown rule \"" + text + "\", known are: mean, weighted, geometric, vote");
    }

    /**
     * The rule for these members; the weighted mean weighs by validation figures.
     *
     * @throws IllegalArgumentException if it needs validation figures and a member has none
     */
    Combiner combiner(List<Snapshot> members) {
        return switch (this) {
            case MEAN -> Combiner.mean();
            case WEIGHTED ->
                Combiner.weighted(
                        members.stream().mapToDouble(CombineRule::weight).toArray());
            case GEOMETRIC -> Combiner.geometric();
            case VOTE -> Combiner.vote();
        };
    }

    /** A classifier weighs its accuracy, a regression the inverse of its squared error. */
    private static double weight(Snapshot member) {
        ValidationFigures figures = member.validation()
                .orElseThrow(() -> new IllegalArgumentException("weighted needs validation figures of every member, "
                        + member.id() + " has none: train with --validation > 0"));
        if (figures instanceof ValidationFigures.OfClassification classification) {
            return classification.accuracy();
        }
        return 1 / ((ValidationFigures.OfRegression) figures).meanSquaredError();
    }
}
