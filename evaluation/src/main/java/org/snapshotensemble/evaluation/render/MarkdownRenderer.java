package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.Table.Column;

/** Draws a report as GitHub-flavored Markdown. Names come out as text, whatever characters they hold. */
public final class MarkdownRenderer implements ReportRenderer {

    private static final String SPECIAL = "\\`*_[]<>|#~&$";
    private static final Pattern LIST_START = Pattern.compile("^(\\s*+\\d*)([-+=.)])");

    @Override
    public void render(EnsembleReport report, Appendable out) throws IOException {
        Sheet sheet = Sheet.of(report);
        out.append("# ").append(escape(sheet.title())).append("\n\n");
        out.append("**").append(escape(sheet.verdict())).append("**\n");
        for (String note : sheet.notes()) {
            out.append("\n> **Note:** ").append(escape(note)).append("\n");
        }
        for (Table table : sheet.tables()) {
            renderTable(table, out);
        }
        for (Table table : sheet.details()) {
            renderTable(table, out);
        }
        out.append("\n## How the figures are defined\n\n");
        for (String definition : sheet.definitions()) {
            out.append("- ").append(escape(definition)).append("\n");
        }
        out.append("\n## Where they come from\n\n");
        for (Sheet.Fact fact : sheet.facts()) {
            out.append("- ")
                    .append(escapeStart(fact.name()))
                    .append(": ")
                    .append(escape(fact.value()))
                    .append("\n");
        }
    }

    static void renderTable(Table table, Appendable out) throws IOException {
        out.append("\n## ").append(escape(table.caption())).append("\n\n");
        renderRow(table.columns().stream().map(Column::heading).toList(), out);
        out.append(table.columns().stream()
                        .map(column -> column.isNumeric() ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append("\n");
        for (List<String> row : table.rows()) {
            renderRow(row, out);
        }
    }

    private static void renderRow(List<String> cells, Appendable out) throws IOException {
        out.append(cells.stream().map(MarkdownRenderer::escape).collect(Collectors.joining(" | ", "| ", " |")))
                .append("\n");
    }

    /** Escapes text that begins a line or an item of a list, where it could begin another list. */
    private static String escapeStart(String text) {
        return LIST_START.matcher(escape(text)).replaceFirst("$1\\\\$2");
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (SPECIAL.indexOf(character) >= 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(character);
        });
        return escaped.toString();
    }
}
