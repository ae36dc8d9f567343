package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How several members did together, their predictions combined by the ensemble's rule; or a baseline, whose members are
 * usually one.
 *
 * @param name {@code ensemble}, {@code last 3}, or the baseline's name
 * @param members how many members take part, at least 1
 * @param metrics the figures
 */
public record CombinedScore(String name, int members, Metrics metrics) implements ModelScore {

    public CombinedScore {
        checkArgument(members > 0, "members must be > 0, was %s", members);
    }
}
