package org.snapshotensemble.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that a person meant where she mistyped it. */
final class Spelling {

    private static final int MOST_MISTAKES = 2;

    private Spelling() {}

    /** The nearest of the known words, where it is at most two letters away: left out, added, changed or swapped. */
    static Optional<String> meant(String typed, Collection<String> known) {
        return known.stream()
                .filter(word -> distance(typed, word) <= MOST_MISTAKES)
                .min(Comparator.comparingInt(word -> distance(typed, word)));
    }

    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(one, other, i, j, cost);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int step(String one, String other, int i, int j, int[][] cost) {
        int changed = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, 1 + cost[i - 2][j - 2]) : least;
    }
}
