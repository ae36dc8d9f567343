package org.snapshotensemble.schedule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was most likely meant to be. */
final class NearestName {

    private static final int LONGEST_NAME = 40;

    private NearestName() {}

    /**
     * The known name with the fewest edits from the given one, upper and lower case and underscores aside; empty where
     * none is near: one edit may be made for every three letters, and one in any case.
     */
    static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> edits(name, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)));
    }

    /** Levenshtein's distance: how many letters are to be inserted, deleted or replaced. */
    private static int edits(String one, String other) {
        String from = plain(one);
        String to = plain(other);
        int[] distances = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            distances[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int diagonal = distances[0];
            distances[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = distances[column];
                distances[column] = Math.min(replaced, 1 + Math.min(diagonal, distances[column - 1]));
            }
        }
        return distances[to.length()];
    }

    private static String plain(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
