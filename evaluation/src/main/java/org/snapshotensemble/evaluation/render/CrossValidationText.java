package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;

/** Draws a cross-validation for a terminal. */
public final class CrossValidationText {

    /** Writes the tables and the notes. */
    public void render(CrossValidationReport report, Appendable out) throws IOException {
        CrossValidationTables tables = new CrossValidationTables(report);
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
