package org.snapshotensemble.data;

import java.util.List;
import java.util.stream.Collectors;

/** Quotes text of a file in a message: short, and without characters that a terminal would obey. */
final class Quote {

    private static final int MAX_LENGTH = 40;
    private static final int MAX_NAMES = 10;

    private Quote() {}

    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .limit(MAX_LENGTH)
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .forEach(quoted::appendCodePoint);
        return quoted.append(text.codePointCount(0, text.length()) > MAX_LENGTH ? "…\"" : "\"")
                .toString();
    }

    /** Some names, the first ones where there are many. */
    static String all(List<String> names) {
        String first = names.stream().limit(MAX_NAMES).map(Quote::of).collect(Collectors.joining(", "));
        return names.size() > MAX_NAMES ? first + ", … and " + (names.size() - MAX_NAMES) + " more" : first;
    }
}
