package org.snapshotensemble.evaluation.render.range;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snapshotensemble.schedule.range.Finding;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.Regimes;
import org.snapshotensemble.schedule.range.Suggestions;

/** What was found, as JSON: each with its reason, and with its rate where there is one. */
final class RangeJson {

    private static final int FORMAT_VERSION = 1;

    private static final ObjectWriter WRITER = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(
                            PrettyPrinter.DEFAULT_SEPARATORS.withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private RangeJson() {}

    static String of(RangeAnalysis analysis) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("points", analysis.curve().points().size());
        root.put("smoothing", analysis.smoothing().weight());
        put(root, "base", analysis.bounds().base());
        put(root, "max", analysis.bounds().max());
        Suggestions suggestions = analysis.suggestions();
        ObjectNode rules = root.putObject("suggestions");
        put(rules, "valley", suggestions.valley());
        put(rules, "steepest", suggestions.steepest());
        put(rules, "minimumOverTen", suggestions.minimumOverTen());
        put(rules, "lastBeforeDivergence", suggestions.lastBeforeDivergence());
        Regimes regimes = analysis.regimes();
        ObjectNode parts = root.putObject("regimes");
        put(parts, "learns", regimes.learns());
        put(parts, "ragged", regimes.ragged());
        put(parts, "diverges", regimes.diverges());
        try {
            return WRITER.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values did not become JSON", e);
        }
    }

    private static void put(ObjectNode parent, String name, Finding finding) {
        ObjectNode node = parent.putObject(name);
        finding.rate().ifPresent(rate -> node.put("rate", rate));
        node.put("reason", finding.reason());
    }
}
