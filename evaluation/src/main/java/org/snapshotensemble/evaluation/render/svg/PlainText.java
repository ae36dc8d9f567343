package org.snapshotensemble.evaluation.render.svg;

/** Text without characters that could move a terminal's cursor, or turn the direction of reading. */
public final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private PlainText() {}

    /** The text, with a replacement character for each that is no printable one. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(character -> plain.appendCodePoint(isHarmless(character) ? character : REPLACEMENT));
        return plain.toString();
    }

    /**
     * The text, without its middle where it is long: names that begin alike must not become the same.
     *
     * @param characters how many may be shown, at least 1; one of them is an ellipsis where some are left out
     */
    public static String cut(String text, int characters) {
        if (text.codePointCount(0, text.length()) <= characters) {
            return text;
        }
        int tail = (characters - 1) / 2;
        int head = characters - 1 - tail;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + CUT
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    private static boolean isHarmless(int character) {
        // They part and join letters, which Persian, the scripts of India and composed signs need.
        if (character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER) {
            return true;
        }
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
