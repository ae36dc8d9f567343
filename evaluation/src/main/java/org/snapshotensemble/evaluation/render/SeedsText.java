package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import org.snapshotensemble.evaluation.seeds.SeedsReport;

/** Draws a comparison under several seeds for a terminal. */
public final class SeedsText {

    /** Writes the tables and the notes. */
    public void render(SeedsReport report, Appendable out) throws IOException {
        SeedsTables tables = new SeedsTables(report);
        TextRenderer.renderParagraph(tables.title() + ".", out);
        for (Table table : tables.tables()) {
            out.append("\n").append(table.caption()).append("\n");
            TextRenderer.renderTable(table, out);
        }
        for (String note : tables.notes()) {
            out.append("\n");
            TextRenderer.renderParagraph(note, out);
        }
    }
}
