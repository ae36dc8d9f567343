package org.snapshotensemble.evaluation.render.svg;

/** Text without characters that could move a terminal's cursor, or turn the direction of reading. */
public final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";

    private PlainText() {}

    /** The text, with a replacement character for each that is no printable one. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(character -> plain.appendCodePoint(isHarmless(character) ? character : REPLACEMENT));
        return plain.toString();
    }

    /**
     * The text's first characters where it is long.
     *
     * @param characters how many may be shown, at least 1; the last of them is an ellipsis where some are left out
     */
    public static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters - 1)) + CUT;
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
