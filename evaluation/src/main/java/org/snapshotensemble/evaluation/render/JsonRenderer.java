package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import org.snapshotensemble.evaluation.EnsembleReport;

/**
 * Writes a report as JSON, for programs. Figures are in full double precision, fractions as fractions; the order of
 * keys is fixed; {@code formatVersion} changes when a key changes its meaning or goes.
 */
public final class JsonRenderer implements ReportRenderer {

    private static final ObjectWriter WRITER = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(
                            PrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    @Override
    public void render(EnsembleReport report, Appendable out) throws IOException {
        out.append(text(JsonTree.of(report))).append("\n");
    }

    static String text(JsonNode tree) {
        try {
            return WRITER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values did not become JSON", e);
        }
    }
}
