package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.snapshotensemble.evaluation.compare.ComparedRun;
import org.snapshotensemble.evaluation.compare.RunComparison;
import org.snapshotensemble.evaluation.compare.RunSetting;

/** Several runs side by side as JSON: figures named as in {@code report.json}. */
public final class CompareJson {

    private static final int FORMAT_VERSION = 1;
    private static final List<String> MODELS = List.of("ensemble", "bestMember", "lastMember");
    private static final List<String> LONG_LISTS = List.of("perClass", "confusion", "perColumn");

    /** Writes. */
    public void render(RunComparison comparison, Appendable out) throws IOException {
        out.append(JsonRenderer.text(tree(comparison))).append("\n");
    }

    private static ObjectNode tree(RunComparison comparison) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("task", comparison.isRegression() ? "regression" : "classification");
        root.put("examples", comparison.runs().get(0).measured().scores().examples());
        ArrayNode runs = root.putArray("runs");
        for (int place = 0; place < comparison.runs().size(); place++) {
            ComparedRun run = comparison.runs().get(place);
            ObjectNode report = JsonTree.of(run.measured().report());
            ObjectNode node = runs.addObject();
            node.put("run", run.name());
            ObjectNode settings = node.putObject("settings");
            for (RunSetting setting : comparison.settings()) {
                settings.put(setting.name(), setting.values().get(place));
            }
            run.manifest()
                    .training()
                    .ifPresent(training -> training.seconds().ifPresent(seconds -> node.put("seconds", seconds)));
            MODELS.forEach(model -> node.set(model, ((ObjectNode) report.get(model)).without(LONG_LISTS)));
            node.put("members", run.measured().report().members().size());
            node.set("calibration", report.at("/analysis/calibration"));
            if (place > 0) {
                node.set(
                        "lessFirst",
                        JsonTree.comparison(comparison.differences().get(place - 1)));
            }
        }
        ArrayNode different = root.putArray("differentSettings");
        comparison.settings().stream()
                .filter(setting -> !setting.isSame())
                .forEach(setting -> different.add(setting.name()));
        Sheet sheet = CompareSheet.of(comparison);
        root.put("verdict", sheet.verdict());
        ArrayNode notes = root.putArray("notes");
        sheet.notes().forEach(notes::add);
        return root;
    }
}
