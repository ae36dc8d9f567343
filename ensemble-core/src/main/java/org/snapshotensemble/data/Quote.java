package org.snapshotensemble.data;

import java.util.List;
import java.util.stream.Collectors;
import org.snapshotensemble.archive.Shown;

/** Quotes text of a file in a message: short, and without characters that a terminal would obey. */
final class Quote {

    private static final int MAX_LENGTH = 40;
    private static final int MAX_NAMES = 10;

    private Quote() {}

    static String of(String text) {
        return "\"" + Shown.text(text, MAX_LENGTH) + "\"";
    }

    /** Some names, the first ones where there are many. */
    static String all(List<String> names) {
        String first = names.stream().limit(MAX_NAMES).map(Quote::of).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? first + ", … and " + (names.size() - MAX_NAMES) + " more" : first;
    }
}
