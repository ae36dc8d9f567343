package org.snapshotensemble.evaluation.render;

/** Text of somebody else's in a cell of a CSV file, which a spreadsheet may open. */
public final class SpreadsheetText {

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private SpreadsheetText() {}

    /** The text, with an apostrophe in front where a spreadsheet would take it for a formula. */
    public static String harmless(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
