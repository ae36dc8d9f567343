package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.render.svg.PlainText;

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
        narrow(table.columns(), widths);
        renderRow(table.columns(), table.columns().stream().map(Column::heading).toList(), widths, out);
        for (List<String> row : table.rows()) {
            renderRow(table.columns(), row, widths, out);
        }
    }

    /** Takes from the widest column of words, one character after the other, until a line is short enough. */
    private static void narrow(List<Column> columns, int[] widths) {
        int over = IntStream.of(widths).map(width -> width + GAP.length()).sum() - WIDTH;
        while (over > 0) {
            int widest = IntStream.range(0, widths.length)
                    .filter(column -> !columns.get(column).isNumeric())
                    .boxed()
                    .max(Comparator.comparingInt(column -> widths[column]))
                    .orElse(0);
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            over--;
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
            String cell = PlainText.cut(cells.get(column), widths[column]);
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
            line.append(line.length() == 0 ? "" : " ").append(PlainText.cut(word, WIDTH));
        }
        out.append(line).append("\n");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
