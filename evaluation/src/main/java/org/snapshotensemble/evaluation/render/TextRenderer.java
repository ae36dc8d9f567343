package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.Table.Column;

/**
 * Draws a report for a terminal: the models, the comparisons, the notes, and last the verdict. No line is longer than
 * {@value #WIDTH} characters; of names that do not fit the middle is left out.
 */
public final class TextRenderer implements ReportRenderer {

    /** The longest line. */
    public static final int WIDTH = 100;
    /** Figures of any size may leave the names no room: then a line is longer. */
    private static final int NARROWEST = 8;

    private static final String GAP = "  ";

    @Override
    public void render(EnsembleReport report, Appendable out) throws IOException {
        Sheet sheet = Sheet.of(report);
        renderParagraph(
                "%s, combined by %s. %sBest single: %s."
                        .formatted(
                                sheet.title(),
                                Figures.plain(report.provenance().combiner()),
                                sheet.cost().isEmpty() ? "" : sheet.cost() + " ",
                                report.bestMemberChoice().description()),
                out);
        for (Table table : sheet.tables()) {
            out.append("\n").append(table.caption()).append("\n");
            renderTable(table, out);
        }
        for (String note : sheet.notes()) {
            out.append("\n");
            renderParagraph("Note: " + note, out);
        }
        out.append("\n");
        renderParagraph(sheet.verdict(), out);
    }

    static void renderTable(Table table, Appendable out) throws IOException {
        int[] widths = IntStream.range(0, table.columns().size())
                .map(column -> width(table, column))
                .toArray();
        int others =
                IntStream.of(widths).skip(1).map(width -> width + GAP.length()).sum();
        widths[0] = Math.min(widths[0], Math.max(NARROWEST, WIDTH - GAP.length() - others));
        renderRow(table.columns(), table.columns().stream().map(Column::heading).toList(), widths, out);
        for (List<String> row : table.rows()) {
            renderRow(table.columns(), row, widths, out);
        }
    }

    private static int width(Table table, int column) {
        int heading = length(table.columns().get(column).heading());
        return table.rows().stream().mapToInt(row -> length(row.get(column))).reduce(heading, Math::max);
    }

    private static void renderRow(List<Column> columns, List<String> cells, int[] widths, Appendable out)
            throws IOException {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = shorten(cells.get(column), widths[column]);
            String padding = " ".repeat(widths[column] - length(cell));
            line.append(GAP);
            line.append(columns.get(column).isNumeric() ? padding + cell : cell + padding);
        }
        out.append(line.toString().stripTrailing()).append("\n");
    }

    static void renderParagraph(String text, Appendable out) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && length(line.toString()) + 1 + length(word) > WIDTH) {
                out.append(line).append("\n");
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(shorten(word, WIDTH));
        }
        out.append(line).append("\n");
    }

    /** Leaves out the middle: names that begin alike must not become the same. */
    private static String shorten(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        int tail = (width - 1) / 2;
        int head = width - 1 - tail;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + "…"
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
