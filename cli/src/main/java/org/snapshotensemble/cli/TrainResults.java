package org.snapshotensemble.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.JsonRenderer;
import org.snapshotensemble.evaluation.render.ReportFolder;
import org.snapshotensemble.evaluation.render.SeedsFolder;
import org.snapshotensemble.evaluation.render.SeedsText;
import org.snapshotensemble.evaluation.render.TextRenderer;
import org.snapshotensemble.evaluation.seeds.SeedsReport;

/** What {@code snapshot train} prints at its end: tables, or events. */
final class TrainResults {

    /** What an event takes from {@code report.json}: the long lists are in the file. */
    private static final List<String> MODELS = List.of("ensemble", "bestMember", "lastMember", "baselines");

    private static final List<String> LONG_LISTS = List.of("perClass", "confusion", "perColumn");

    private final Streams streams;
    private final ProgressKind kind;
    private final PlotOptions plots;

    /**
     * @param plots where pictures are wanted
     */
    TrainResults(Streams streams, ProgressKind kind, PlotOptions plots) {
        this.streams = streams;
        this.kind = kind;
        this.plots = plots;
    }

    /** Prints the report of one run. */
    void print(EnsembleReport measured, Path run) throws IOException {
        ReportFolder pages = new ReportFolder(run.resolve("report"));
        plots.write(measured, Path.of(""));
        if (kind == ProgressKind.EVENTS) {
            ProgressKind.events(streams).print("report", figures(measured, run, pages));
            return;
        }
        streams.results(out -> {
            new TextRenderer().render(measured, out);
            out.println();
            out.println("Run:    " + run);
            out.println("Report: " + pages.page());
            printPlots(out);
        });
    }

    /** Whether there is something to tell of a run that was finished before: pictures, or an event. */
    boolean wantsMore() {
        return kind == ProgressKind.EVENTS || plots.folder().isPresent();
    }

    /** Tells that a run was finished before. */
    void nothingToDo(Path run) {
        if (kind != ProgressKind.NONE) {
            streams.errWriter().println(run + " is finished: there is nothing to do");
        }
    }

    /** Prints the comparison over several seeds. */
    void print(SeedsReport report, SeedsFolder folder) throws IOException {
        report.seeds().forEach(seed -> plots.write(seed.report(), Path.of("seed-" + seed.seed())));
        if (kind == ProgressKind.EVENTS) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("run", folder.path().toString());
            node.put("report", folder.path().resolve("report.json").toString());
            ProgressKind.events(streams).print("seeds_report", node);
            return;
        }
        streams.results(out -> {
            new SeedsText().render(report, out);
            out.println();
            out.println("Runs:   " + folder.path());
            out.println("Report: " + folder.page());
            printPlots(out);
        });
    }

    private void printPlots(PrintWriter out) {
        plots.folder().ifPresent(pictures -> out.println("Plots:  " + pictures));
    }

    /** Names and figures as in {@code report.json}. */
    private static ObjectNode figures(EnsembleReport measured, Path run, ReportFolder pages) throws IOException {
        StringBuilder json = new StringBuilder();
        new JsonRenderer().render(measured, json);
        JsonNode all = new ObjectMapper().readTree(json.toString());
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("run", run.toString());
        node.put("report", pages.path().resolve("report.json").toString());
        node.set("task", all.path("task"));
        for (String model : MODELS) {
            JsonNode scores = all.path(model);
            node.set(model, scores instanceof ObjectNode score ? score.without(LONG_LISTS) : scores);
        }
        node.set("verdict", all.path("verdict"));
        return node;
    }
}
