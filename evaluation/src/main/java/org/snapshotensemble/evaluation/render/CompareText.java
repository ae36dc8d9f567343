package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import org.snapshotensemble.evaluation.compare.RunComparison;

/** Draws several runs side by side for a terminal. */
public final class CompareText {

    /** Draws. */
    public void render(RunComparison comparison, Appendable out) throws IOException {
        Sheet sheet = CompareSheet.of(comparison);
        TextRenderer.renderParagraph(sheet.title() + ".", out);
        for (Table table : sheet.tables()) {
            out.append("\n").append(table.caption()).append("\n");
            TextRenderer.renderTable(table, out);
        }
        for (String note : sheet.notes()) {
            out.append("\n");
            TextRenderer.renderParagraph("Note: " + note, out);
        }
        out.append("\n");
        TextRenderer.renderParagraph(sheet.verdict(), out);
    }
}
