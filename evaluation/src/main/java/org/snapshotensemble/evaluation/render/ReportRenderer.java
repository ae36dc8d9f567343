package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import org.snapshotensemble.evaluation.EnsembleReport;

/** Draws a report in one format. Renderers hold no state and may be used by several threads. */
@FunctionalInterface
public interface ReportRenderer {

    /**
     * Draws the report.
     *
     * @param report what was measured
     * @param out where to write; it is neither flushed nor closed
     * @throws IOException if {@code out} cannot be written to
     */
    void render(EnsembleReport report, Appendable out) throws IOException;
}
