package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;

/** Draws a cross-validation as GitHub-flavored Markdown. */
final class CrossValidationMarkdown {

    private CrossValidationMarkdown() {}

    static void render(CrossValidationReport report, Appendable out) throws IOException {
        CrossValidationTables tables = new CrossValidationTables(report);
        out.append("# ").append(MarkdownRenderer.escape(tables.title())).append("\n");
        for (Table table : tables.tables()) {
            MarkdownRenderer.renderTable(table, out);
        }
        out.append("\n## What to know of them\n\n");
        for (String note : tables.notes()) {
            out.append("- ").append(MarkdownRenderer.escape(note)).append("\n");
        }
        out.append("\n## Where they come from\n\n");
        for (Sheet.Fact fact : tables.facts()) {
            out.append("- ")
                    .append(MarkdownRenderer.escape(fact.name()))
                    .append(": ")
                    .append(MarkdownRenderer.escape(fact.value()))
                    .append("\n");
        }
    }
}
