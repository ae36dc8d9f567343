package org.snapshotensemble.ensemble;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/** Which snapshots of a run take part in an ensemble. */
@FunctionalInterface
public interface MemberSelection {

    /**
     * Selects members.
     *
     * @param snapshots a run's snapshots, oldest first, not empty
     * @return at least one of them, in any order
     * @throws IllegalArgumentException if the run has not what is asked for
     */
    List<Snapshot> select(List<Snapshot> snapshots);

    /** Selects members, and gives them in the order of their cycles: the last of them is that of the last cycle. */
    default List<Snapshot> selectInOrder(List<Snapshot> snapshots) {
        return select(snapshots).stream()
                .sorted(Comparator.comparingInt(Snapshot::cycle))
                .toList();
    }

    /** Every snapshot. */
    static MemberSelection all() {
        return snapshots -> snapshots;
    }

    /**
     * The last snapshots, which are the best trained.
     *
     * @param count how many, at least 1 and at most as many as the run has
     * @throws IllegalArgumentException if the number is not positive
     */
    static MemberSelection last(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("members last must be > 0, was " + count);
        }
        return snapshots -> {
            requireEnough("last", count, snapshots);
            return snapshots.subList(snapshots.size() - count, snapshots.size());
        };
    }

    /**
     * The snapshots with the best figures on validation data: the highest accuracy, at the same accuracy the lower log
     * loss; of a regression the lowest squared error. Of equal ones the later.
     *
     * @param count how many, at least 1 and at most as many as the run has; they stay in the order of their cycles
     * @throws IllegalArgumentException if the number is not positive
     */
    static MemberSelection best(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("members best must be > 0, was " + count);
        }
        return snapshots -> {
            requireEnough("best", count, snapshots);
            for (Snapshot snapshot : snapshots) {
                if (snapshot.validation().isEmpty()) {
                    throw new IllegalArgumentException("members best must be chosen on validation data, but snapshot "
                            + snapshot.id() + " has no validation figures");
                }
            }
            List<Snapshot> bestFirst = new ArrayList<>(snapshots);
            Collections.reverse(bestFirst);
            bestFirst.sort(MemberSelection::betterFirst);
            Set<Snapshot> best = Set.copyOf(bestFirst.subList(0, count));
            return snapshots.stream().filter(best::contains).toList();
        };
    }

    /**
     * The snapshots with these ids; an ensemble has them in the order of their cycles, whatever that of the ids.
     *
     * @throws IllegalArgumentException if there is no id, or two are the same
     */
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

    private static int betterFirst(Snapshot one, Snapshot other) {
        ValidationFigures mine = one.validation().orElseThrow();
        ValidationFigures theirs = other.validation().orElseThrow();
        return mine.betterThan(theirs) ? -1 : theirs.betterThan(mine) ? 1 : 0;
    }

    private static void requireEnough(String rule, int count, List<Snapshot> snapshots) {
        if (count > snapshots.size()) {
            throw new IllegalArgumentException(
                    "members " + rule + " must be <= " + snapshots.size() + ", the run's snapshots, was " + count);
        }
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
     * @param text {@code all}, {@code last:K}, {@code best:K} or ids with commas between them
     * @throws IllegalArgumentException if K is no whole number above 0, there is no id, or two are the same
     */
    static MemberSelection parse(String text) {
        if (text.equals("all")) {
            return all();
        }
        if (isRule("last", text)) {
            return last(count("last", text));
        }
        if (isRule("best", text)) {
            return best(count("best", text));
        }
        return ids(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text));
    }

    private static boolean isRule(String rule, String text) {
        return text.equals(rule) || text.startsWith(rule + ":");
    }

    private static int count(String rule, String text) {
        if (text.equals(rule) || text.equals(rule + ":")) {
            throw new IllegalArgumentException(rule + " must be given a number, as " + rule + ":3");
        }
        String count = text.substring(rule.length() + 1);
        try {
            return Integer.parseInt(count);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("members " + rule + " must be a whole number > 0, was " + count, e);
        }
    }
}
