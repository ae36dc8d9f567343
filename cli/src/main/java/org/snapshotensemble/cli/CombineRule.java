package org.snapshotensemble.cli;

import java.util.List;
import java.util.Locale;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.ValidationWeights;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Snapshot;

/** The rules that {@code --combine} knows. */
enum CombineRule {
    MEAN,
    WEIGHTED,
    GEOMETRIC,
    VOTE;

    static CombineRule parse(String text) {
        for (CombineRule rule : values()) {
            if (rule.text().equals(text)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("unknown rule \"" + text + "\", known are: mean, weighted, geometric, vote");
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The rule for these members; the weighted mean weighs by validation figures.
     *
     * @param kind what the members' outputs mean
     * @throws IllegalArgumentException if it needs probabilities and the outputs are none, or validation figures and a
     *     member has none
     */
    Combiner combiner(List<Snapshot> members, OutputKind kind) {
        if (!kind.isProbability() && (this == GEOMETRIC || this == VOTE)) {
            throw new IllegalArgumentException("must be mean or weighted, as the run is a regression, was " + text());
        }
        return switch (this) {
            case MEAN -> Combiner.mean();
            case WEIGHTED -> Combiner.weighted(ValidationWeights.of(members));
            case GEOMETRIC -> Combiner.geometric();
            case VOTE -> Combiner.vote();
        };
    }
}
