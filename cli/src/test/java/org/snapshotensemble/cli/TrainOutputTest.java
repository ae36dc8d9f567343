package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code snapshot train} writes to which stream, on the real digits with short trainings. */
final class TrainOutputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String[] train(String... more) {
        List<String> all = new ArrayList<>(List.of("train", "--epochs", "4", "--cycles", "2", "--run"));
        all.add(folder.resolve("run").toString());
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void quiet_tellsResultsAlone() {
        CommandRun quiet = CommandRun.of(train("--quiet"));
        assertThat(quiet.status()).isZero();
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.out()).startsWith("Ensemble of 2 members on 359 examples");
        assertThat(CommandRun.of(train("--quiet", "--resume"))).isEqualTo(new CommandRun(0, "", ""));
    }

    @Test
    void json_isAnEventALine() throws IOException {
        CommandRun run = CommandRun.of(train("--json", "--baseline", "constant(0.02)"));
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        List<JsonNode> events = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            events.add(JSON.readTree(line));
        }
        assertThat(events.stream().map(event -> event.path("event").asText()).filter(name -> !"progress".equals(name)))
                .containsExactly(
                        "run_started",
                        "epoch",
                        "epoch",
                        "snapshot",
                        "epoch",
                        "epoch",
                        "snapshot",
                        "run_finished",
                        "run_started",
                        "epoch",
                        "epoch",
                        "epoch",
                        "epoch",
                        "snapshot",
                        "run_finished",
                        "report");
        JsonNode started = events.get(0);
        assertThat(started.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(started.path("training").asText()).isEqualTo("mlp");
        assertThat(started.path("run").asText()).isEqualTo(folder.resolve("run").toString());
        assertThat(started.path("schedule").asText()).isEqualTo("snapshot_cosine(max=0.1,total=164,cycles=2)");
        assertThat(started.path("seed").asInt()).isEqualTo(1);
        assertThat(started.path("iterations").asInt()).isEqualTo(164);
        assertThat(started.path("iterationsDone").asInt()).isZero();

        JsonNode manifest = JSON.readTree(folder.resolve("run/run.json").toFile());
        List<JsonNode> snapshots = events.stream()
                .filter(event -> "snapshot".equals(event.path("event").asText()))
                .toList();
        for (int snapshot = 0; snapshot < 2; snapshot++) {
            JsonNode recorded = manifest.path("snapshots").path(snapshot);
            JsonNode told = snapshots.get(snapshot);
            recorded.fieldNames()
                    .forEachRemaining(
                            field -> assertThat(told.path(field)).as(field).isEqualTo(recorded.path(field)));
        }

        JsonNode report = events.get(events.size() - 1);
        JsonNode file = JSON.readTree(Path.of(report.path("report").asText()).toFile());
        assertThat(report.at("/ensemble/accuracy")).isEqualTo(file.at("/ensemble/accuracy"));
        assertThat(report.at("/baselines/0/name").asText()).isEqualTo("constant(0.02)");
        assertThat(report.at("/ensemble/perClass").isMissingNode()).isTrue();
        assertThat(report.at("/verdict/sentence")).isEqualTo(file.at("/verdict/sentence"));
    }

    @Test
    void terminal_isLeftCleanWithALineATraining() {
        FakeTerminal terminal = new FakeTerminal();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = Main.run(
                new Streams(out, terminal, OptionalInt.of(80)), train("--baseline", "constant(0.02)", "--seed", "3"));
        assertThat(status).isZero();
        assertThat(terminal.screen().lines().toList())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("run: " + folder.resolve("run")),
                        line -> assertThat(line)
                                .matches("mlp: trained in \\d+\\.\\d s, 2 snapshots, the best cycle-000[12]: validation"
                                        + " accuracy [\\d.]+ %, log loss [\\d.]+"),
                        line -> assertThat(line).isEqualTo("run: " + folder.resolve("run/baselines/constant")),
                        line -> assertThat(line).startsWith("constant: trained in "));
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Ensemble of 2 members");
    }

    @Test
    void plots_areThePicturesOfThePage() throws IOException {
        Path plots = folder.resolve("plots");
        CommandRun trained = CommandRun.of(train("--quiet", "--plots", plots.toString()));
        assertThat(trained.status()).isZero();
        assertThat(trained.out()).endsWith("\nPlots:  " + plots + "\n");
        assertThat(plots).isDirectoryContaining("glob:**training.svg").isDirectoryContaining("glob:**training.png");

        String run = folder.resolve("run").toString();
        Path again = folder.resolve("again");
        CommandRun evaluated = CommandRun.of("evaluate", "--run", run, "--plots", again.toString());
        assertThat(evaluated.out()).endsWith("\n\nPlots:  " + again + "\n");
        assertThat(again.resolve("confusion.svg")).hasSameBinaryContentAs(plots.resolve("confusion.svg"));

        Path file = Files.writeString(folder.resolve("file"), "something");
        assertThat(CommandRun.of("evaluate", "--run", run, "--plots", file.toString())
                        .err())
                .isEqualTo("snapshot evaluate: --plots: " + file + ": must be a folder, is a file\n");
        assertThat(CommandRun.of("evaluate", "--run", run, "--plots", run + "/snapshots")
                        .err())
                .isEqualTo("snapshot evaluate: --plots: must not be a folder of the run's own files, other than " + run
                        + "/report, was " + run + "/snapshots\n");
    }

    @Test
    void json_contradictions_areRefused() {
        assertThat(CommandRun.of(train("--json", "--quiet")).err())
                .isEqualTo("snapshot train: --quiet and --json exclude each other, give one of them\n");
        assertThat(CommandRun.of(train("--json", "--dry-run")).err())
                .isEqualTo("snapshot train: --dry-run and --json exclude each other, give one of them\n");
    }
}
