package org.snapshotensemble.cli;

import java.util.List;
import java.util.Locale;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.ValidationWeights;
import org.snapshotensemble.snapshot.Snapshot;

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
            case WEIGHTED -> Combiner.weighted(ValidationWeights.of(members));
            case GEOMETRIC -> Combiner.geometric();
            case VOTE -> Combiner.vote();
        };
    }
}
