package org.snapshotensemble.cli;

import java.util.Optional;
import org.snapshotensemble.ensemble.MemberSelection;

/**
 * What {@code --members} says: which snapshots take part.
 *
 * @param selection the selection; none where members are added greedily, which takes validation data
 */
record MemberChoice(Optional<MemberSelection> selection) {

    private static final String GREEDY = "greedy";

    static MemberChoice parse(String text) {
        return new MemberChoice(text.equals(GREEDY) ? Optional.empty() : Optional.of(MemberSelection.parse(text)));
    }

    boolean isGreedy() {
        return selection.isEmpty();
    }

    /** What must be loaded to choose from. */
    MemberSelection candidates() {
        return selection.orElseGet(MemberSelection::all);
    }
}
