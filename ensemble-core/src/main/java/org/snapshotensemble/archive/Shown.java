package org.snapshotensemble.archive;

/** Text of a file as messages show it: short, and without characters that a terminal would obey. */
public final class Shown {

    private static final int MAX_LENGTH = 120;

    private Shown() {}

    /** Returns the text so, of at most 120 characters. */
    public static String text(String text) {
        return text(text, MAX_LENGTH);
    }

    /** Returns all of the text without such characters, however long it is. */
    public static String line(String text) {
        return text(text, Integer.MAX_VALUE);
    }

    /** Returns the text so, with at most so many characters. */
    public static String text(String text, int maxLength) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(maxLength).map(Shown::harmless).forEach(shown::appendCodePoint);
        return shown.append(text.codePointCount(0, text.length()) > maxLength ? "…" : "")
                .toString();
    }

    private static int harmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '?';
            default -> point;
        };
    }
}
