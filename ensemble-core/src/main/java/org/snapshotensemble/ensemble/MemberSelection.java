package org.snapshotensemble.ensemble;

import com.google.common.base.Splitter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snapshotensemble.snapshot.Snapshot;

/** Which snapshots of a run take part in an ensemble. */
@FunctionalInterface
public interface MemberSelection {

    /**
     * Selects members.
     *
     * @param snapshots a run's snapshots, oldest first, not empty
     * @return at least one of them
     * @throws IllegalArgumentException if the run has not what is asked for
     */
    List<Snapshot> select(List<Snapshot> snapshots);

    /** Every snapshot. */
    static MemberSelection all() {
        return snapshots -> snapshots;
    }

    /**
     * The last snapshots, which are the best trained.
     *
     * @param count how many, at least 1 and at most as many as the run has
     */
    static MemberSelection last(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("members last must be > 0, was " + count);
        }
        return snapshots -> {
            if (count > snapshots.size()) {
                throw new IllegalArgumentException(
                        "members last must be <= " + snapshots.size() + ", the run's snapshots, was " + count);
            }
            return snapshots.subList(snapshots.size() - count, snapshots.size());
        };
    }

    /** The snapshots with these ids, in this order. */
    static MemberSelection ids(List<String> ids) {
        List<String> wanted = List.copyOf(ids);
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("members must be at least one id, were none");
        }
        Set<String> seen = new HashSet<>();
        for (String id : wanted) {
            if (!seen.add(id)) {
                throw new IllegalArgumentException("members must be different, " + id + " is named twice");
            }
        }
        return snapshots -> {
            Map<String, Snapshot> byId =
                    snapshots.stream().collect(Collectors.toMap(Snapshot::id, Function.identity()));
            return wanted.stream().map(id -> find(byId, id, snapshots)).toList();
        };
    }

    private static Snapshot find(Map<String, Snapshot> byId, String id, List<Snapshot> snapshots) {
        Snapshot snapshot = byId.get(id);
        if (snapshot == null) {
            throw new IllegalArgumentException("the run has no snapshot " + id + ", it has "
                    + snapshots.stream().map(Snapshot::id).collect(Collectors.joining(", ")));
        }
        return snapshot;
    }

    /**
     * Reads a selection from its text.
     *
     * @param text {@code all}, {@code last:K} or ids with commas between them
     */
    static MemberSelection parse(String text) {
        if (text.equals("all")) {
            return all();
        }
        if (text.startsWith("last:")) {
            String count = text.substring("last:".length());
            try {
                return last(Integer.parseInt(count));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("members last must be a whole number > 0, was " + count, e);
            }
        }
        return ids(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text));
    }
}
