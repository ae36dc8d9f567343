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

    /**
     * Reads a choice of snapshots whose weights are averaged, which count alike.
     *
     * @throws IllegalArgumentException if the text is no selection, or asks for members that count differently
     */
    static MemberSelection parseAlike(String text) {
        if (text.equals(GREEDY)) {
            throw new IllegalArgumentException(
                    "must be all, last:K, best:K or ids with commas between them, was greedy; --method soup chooses"
                            + " members greedily");
        }
        return MemberSelection.parse(text);
    }

    boolean isGreedy() {
        return selection.isEmpty();
    }

    /** What must be loaded to choose from. */
    MemberSelection candidates() {
        return selection.orElseGet(MemberSelection::all);
    }
}
