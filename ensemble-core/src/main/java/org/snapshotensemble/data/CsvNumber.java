package org.snapshotensemble.data;

import java.util.Locale;
import java.util.Set;

/**
 * Numbers as CSV files have them: digits with an optional sign, decimal point and exponent. What only Java takes for a
 * number, such as {@code 1f} or {@code 0x1p3}, is none. What is too large for a 32-bit float is refused; what is too small
 * for one, such as {@code 1e-400}, is 0.
 */
final class CsvNumber {

    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

    private CsvNumber() {}

    /**
     * A finite 32-bit float.
     *
     * @throws IllegalArgumentException if it is none
     */
    static float parse(String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must be a number, was empty");
        }
        if (isNotFinite(text)) {
            throw new IllegalArgumentException("must be a finite number, was " + Quote.of(text));
        }
        float value;
        try {
            checkCharacters(text);
            value = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number, was " + Quote.of(text), e);
        }
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException("must be a number from -3.4e38 to 3.4e38, was " + Quote.of(text));
        }
        return value;
    }

    /** Whether a cell is a number, or says that it is none where a number should be. */
    static boolean isNumber(String cell) {
        String text = cell.strip();
        if (isNotFinite(text)) {
            return true;
        }
        try {
            checkCharacters(text);
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether a cell says NaN or infinite. */
    static boolean isNotFinite(String text) {
        boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
        return text.length() <= 9 && NOT_FINITE.contains((signed ? text.substring(1) : text).toLowerCase(Locale.ROOT));
    }

    private static void checkCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                throw new NumberFormatException(text);
            }
        }
    }
}
