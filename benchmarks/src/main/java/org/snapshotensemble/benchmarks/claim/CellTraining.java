package org.snapshotensemble.benchmarks.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snapshotensemble.benchmarks.result.MachineDescription;

/** Trains cells by the command, each in a run folder of its own, in which a broken one goes on. */
final class CellTraining {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The exit status of bad input, which a training that diverges has too. */
    private static final int REFUSED = 2;

    private final Path command;
    private final Path fashion;
    private final Path work;
    private final String commit;

    /**
     * Prepares.
     *
     * @param command the script {@code snapshot}
     * @param fashion the folder with the four files of Fashion-MNIST
     * @param work where run folders go
     * @param commit the version of the sources
     */
    CellTraining(Path command, Path fashion, Path work, String commit) {
        this.command = command;
        this.fashion = fashion;
        this.work = work;
        this.commit = commit;
    }

    /**
     * Trains a cell to its end.
     *
     * @throws IOException if the command fails by no fault of the cell's, or leaves no report
     */
    CellResult train(Cell cell) throws IOException, InterruptedException {
        Path run = work.resolve(cell.id());
        Path log = work.resolve(cell.id() + ".log");
        List<String> line = new ArrayList<>(List.of(command.toString(), "train"));
        line.addAll(List.of("--data", cell.data().option(fashion, work)));
        line.addAll(List.of("--model", cell.network(), "--seed", String.valueOf(cell.seed())));
        line.addAll(cell.options());
        line.addAll(List.of("--run", run.toString(), "--resume"));
        int status = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0 && status != REFUSED) {
            throw new IOException(cell.id() + ": ended with status " + status + ", see " + log);
        }
        JsonNode manifest = read(run.resolve("run.json"));
        return new CellResult(
                cell.data().title(),
                cell.network(),
                cell.recipe(),
                cell.seed(),
                cell.options(),
                manifest.path("schedule").asText(),
                status == 0 ? figures(manifest, read(run.resolve("report/report.json"))) : Map.of(),
                status == 0 ? "" : manifest.path("failure").asText(lastLine(log)),
                commit,
                MachineDescription.current().processor(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static Map<String, Double> figures(JsonNode manifest, JsonNode report) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put(CellResult.ACCURACY, number(report, "/ensemble/accuracy"));
        figures.put(CellResult.LOG_LOSS, number(report, "/ensemble/logLoss"));
        figures.put(CellResult.TEMPERED_LOG_LOSS, number(report, "/analysis/tempered/logLoss"));
        figures.put(CellResult.LAST_ACCURACY, number(report, "/lastMember/accuracy"));
        figures.put(CellResult.BEST_ACCURACY, number(report, "/bestMember/accuracy"));
        figures.put(CellResult.MEMBERS, number(report, "/ensemble/members"));
        figures.put(CellResult.SECONDS, number(manifest, "/training/seconds"));
        return figures;
    }

    private static double number(JsonNode root, String place) {
        JsonNode found = root.at(place);
        if (!found.isNumber()) {
            throw new IllegalStateException(place + " must be a number, was " + found);
        }
        return found.asDouble();
    }

    private static JsonNode read(Path file) throws IOException {
        return Files.exists(file) ? MAPPER.readTree(file.toFile()) : MAPPER.createObjectNode();
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
