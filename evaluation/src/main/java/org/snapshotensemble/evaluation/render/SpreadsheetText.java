package org.snapshotensemble.evaluation.render;

import java.util.regex.Pattern;

/** Text of somebody else's in a cell of a CSV file, which a spreadsheet may open. */
public final class SpreadsheetText {

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private SpreadsheetText() {}

    /**
     * The text, with an apostrophe in front where a spreadsheet would take it for a formula; a number, as -1, is none, with
     * blanks around it or without.
     */
    public static String harmless(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula && !NUMBER.matcher(text.strip()).matches() ? "'" + text : text;
    }
}
