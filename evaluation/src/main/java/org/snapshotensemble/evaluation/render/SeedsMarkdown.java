package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import org.snapshotensemble.evaluation.seeds.SeedResult;
import org.snapshotensemble.evaluation.seeds.SeedsReport;

/** Draws a comparison under several seeds as GitHub-flavored Markdown. */
final class SeedsMarkdown {

    private SeedsMarkdown() {}

    static void render(SeedsReport report, Appendable out) throws IOException {
        SeedsTables tables = new SeedsTables(report);
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
            fact(fact.name(), fact.value(), out);
        }
        for (SeedResult seed : report.seeds()) {
            fact("Seed " + seed.seed(), Figures.plain(seed.run().toString()), out);
        }
    }

    private static void fact(String name, String value, Appendable out) throws IOException {
        out.append("- ")
                .append(MarkdownRenderer.escape(name))
                .append(": ")
                .append(MarkdownRenderer.escape(value))
                .append("\n");
    }
}
