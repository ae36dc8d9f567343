package org.snapshotensemble.ensemble;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Rows as a message names them. */
final class RowNames {

    private static final int MOST_NAMED = 10;

    private RowNames() {}

    /** Returns {@code row 3}, or {@code rows 1, 2} and how many more there are than ten. */
    static String of(LongStream allRows) {
        long[] rows = allRows.toArray();
        String named = IntStream.range(0, Math.min(MOST_NAMED, rows.length))
                .mapToObj(index -> Long.toString(rows[index]))
                .collect(Collectors.joining(", ", rows.length == 1 ? "row " : "rows ", ""));
        return rows.length > MOST_NAMED ? named + ", … and " + (rows.length - MOST_NAMED) + " more" : named;
    }
}
