package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CrossValidateCommandTest {

    private static final int ROWS = 60;

    @TempDir
    private static Path folder;

    private static String data;
    private static Path runs;
    private static CommandRun trained;

    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(5);
        List<String> rows = new ArrayList<>(List.of("len,wid,kind"));
        for (int row = 0; row < ROWS; row++) {
            double shift = row % 3 == 0 ? 2 : 0;
            rows.add(shift + random.nextGaussian() + "," + 100 * random.nextGaussian() + ","
                    + (row % 3 == 0 ? "rose" : "iris"));
        }
        data = "csv:" + Files.write(folder.resolve("flowers.csv"), rows) + "?label=kind";
        runs = folder.resolve("runs");
        trained = CommandRun.of(command(runs));
    }

    /** Three folds of two cycles. */
    private static String[] command(Path runs) {
        return new String[] {
            "cross-validate",
            "--data",
            data,
            "--folds",
            "3",
            "--epochs",
            "4",
            "--batch",
            "8",
            "--cycles",
            "2",
            "--run",
            runs.toString()
        };
    }

    @Test
    void output_hasTheFoldsTheFiguresOverThemAndWhereTheFilesAre() {
        assertThat(trained.status()).as(trained.err()).isZero();
        List<String> lines = trained.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("Cross-validation: 3 folds on 60 examples.");
        assertThat(lines.stream().filter(line -> line.matches(" +[123] +\\d\\d +20 +2 .* % .*")))
                .hasSize(3);
        assertThat(trained.out()).contains("\nEach fold: log loss\n");
        assertThat(trained.out())
                .contains("  difference, accuracy")
                .contains("not independent")
                .endsWith("Runs:        " + runs + "\nReport:      " + runs.resolve("report.md") + "\nPredictions: "
                        + runs.resolve("out-of-fold.csv") + "\n");
        assertThat(lines)
                .allMatch(line -> line.length() <= 100 + runs.toString().length());
        assertThat(trained.err()).contains("fold 1 of 3: ").contains("fold 3 of 3: trained in ");
    }

    @Test
    void json_foldsSideBySide_areWholeLinesOfEachFold() throws IOException {
        Path run = folder.resolve("events");
        CommandRun told = CommandRun.of(
                "cross-validate",
                "--data",
                data,
                "--folds",
                "3",
                "--epochs",
                "4",
                "--batch",
                "8",
                "--cycles",
                "2",
                "--parallel",
                "3",
                "--json",
                "--run",
                run.toString());

        assertThat(told.status()).as(told.err()).isZero();
        Map<String, List<String>> events = new TreeMap<>();
        for (String line : told.out().lines().toList()) {
            JsonNode event = new ObjectMapper().readTree(line);
            events.computeIfAbsent(event.path("training").asText(), name -> new ArrayList<>())
                    .add(event.path("event").asText());
        }
        List<String> ofFold =
                List.of("run_started", "epoch", "epoch", "snapshot", "epoch", "epoch", "snapshot", "run_finished");
        assertThat(events.keySet()).containsExactly("", "fold 1 of 3", "fold 2 of 3", "fold 3 of 3");
        // A snapshot is told of when it is on the disk, which may be an epoch later.
        assertThat(events.get("fold 2 of 3")).containsExactlyInAnyOrderElementsOf(ofFold);
        assertThat(events.get("")).containsExactly("folds_report");
        JsonNode last = new ObjectMapper()
                .readTree(told.out().lines().reduce((one, two) -> two).orElseThrow());
        assertThat(Path.of(last.path("report").asText())).exists();
        assertThat(Path.of(last.path("predictions").asText())).exists();
    }

    @Test
    void quiet_tellsResultsAlone() {
        CommandRun told = CommandRun.of(
                "cross-validate",
                "--data",
                data,
                "--folds",
                "2",
                "--epochs",
                "40",
                "--batch",
                "8",
                "--cycles",
                "1",
                "--quiet",
                "--run",
                folder.resolve("quiet").toString());

        assertThat(told.status()).isZero();
        assertThat(told.err()).isEmpty();
        assertThat(told.out()).startsWith("Cross-validation: 2 folds on 60 examples.");
    }

    @Test
    void predictions_haveEachRowOnce_andTheFiguresOfTheReport() throws IOException {
        List<String> lines = Files.readAllLines(runs.resolve("out-of-fold.csv"));
        assertThat(lines.get(0)).isEqualTo("row,fold,label,predicted,p_iris,p_rose");
        assertThat(lines).hasSize(ROWS + 1);
        int right = 0;
        for (int row = 0; row < ROWS; row++) {
            String[] cells = lines.get(row + 1).split(",");
            assertThat(cells[0]).isEqualTo(Integer.toString(row));
            assertThat(cells[2]).isEqualTo(row % 3 == 0 ? "rose" : "iris");
            boolean rose = Double.parseDouble(cells[5]) > Double.parseDouble(cells[4]);
            assertThat(cells[3]).isEqualTo(rose ? "rose" : "iris");
            right += cells[2].equals(cells[3]) ? 1 : 0;
        }
        JsonNode report =
                new ObjectMapper().readTree(runs.resolve("report.json").toFile());
        assertThat(report.at("/pooled/ensemble/accuracy").asDouble()).isEqualTo(right / 60.0);
        assertThat(report.at("/start").asText()).isEqualTo("restart");
        assertThat(report.at("/folds")).hasSize(3);
        assertThat(report.at("/overFolds/ensemble/accuracy/mean").asDouble()).isBetween(0.5, 1.0);
        assertThat(Files.readString(runs.resolve("report.md")))
                .startsWith("# Cross-validation: 3 folds on 60 examples\n")
                .contains("| ensemble, accuracy | ");
    }

    @Test
    void eachFold_isARunThatEvaluateMeasuresOnItsOwnTestPart() throws IOException {
        JsonNode report =
                new ObjectMapper().readTree(runs.resolve("report.json").toFile());
        CommandRun evaluated =
                CommandRun.of("evaluate", "--run", runs.resolve("fold-02").toString());
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).startsWith("Ensemble of 2 members on 20 examples");
        JsonNode fold = new ObjectMapper()
                .readTree(runs.resolve("fold-02/report/report.json").toFile());
        assertThat(fold.at("/ensemble/accuracy")).isEqualTo(report.at("/folds/1/ensemble/accuracy"));
        String accuracy = String.format(
                Locale.ROOT, "%.2f %%", 100 * fold.at("/ensemble/accuracy").asDouble());
        assertThat(evaluated
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("  ensemble "))
                        .findFirst())
                .get()
                .asString()
                .contains(accuracy);
    }

    @Test
    void continue_saysThatTheFiguresFlatter() {
        CommandRun run = CommandRun.of(
                "cross-validate",
                "--data",
                data,
                "--folds",
                "2",
                "--continue",
                "--epochs",
                "2",
                "--batch",
                "8",
                "--schedule",
                "triangular2(base=0.001,max=0.1,stepSize=1e)",
                "--run",
                folder.resolve("continued").toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().replace("\n", " "))
                .contains("The folds continue each other: from fold 2 on the network had been trained on the examples"
                        + " that measure it, so these figures flatter.");
    }

    @Test
    void aRateThatLetsTheLossExplode_namesTheFoldInOneLine() {
        CommandRun run = CommandRun.of(
                "cross-validate",
                "--data",
                data,
                "--folds",
                "2",
                "--epochs",
                "2",
                "--max-lr",
                "1e30",
                "--cycles",
                "1",
                "--parallel",
                "1",
                "--run",
                folder.resolve("exploded").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> line.startsWith("snapshot ")))
                .singleElement()
                .asString()
                .startsWith("snapshot cross-validate: fold 1 of 2: iteration ");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("--data DATA, --folds K must be given", new String[] {}),
                arguments("--folds must be at least 2, was 1", digits("--folds", "1")),
                arguments("--folds must be at most 1797, the number of examples, was 1798", digits("--folds", "1798")),
                arguments(
                        "--folds must be at most 174, the examples of the smallest class, \"8\", was 175",
                        digits("--folds", "175")),
                arguments(
                        "--restart and --continue exclude each other, give one of them",
                        digits("--folds", "3", "--restart", "--continue")),
                arguments(
                        "--schedule and --cycles exclude each other, give one of them",
                        digits("--folds", "3", "--schedule", "constant(0.1)", "--cycles", "2")),
                arguments(
                        "--warmup must be less than 2, the epochs of the training, was 2",
                        digits("--folds", "3", "--epochs", "2", "--warmup", "2")),
                arguments(
                        "--cycles, --max-lr: fold 1 of 3: cycles must be <= total, was cycles=500, total=34",
                        digits("--folds", "3", "--epochs", "1", "--cycles", "500")),
                arguments(
                        "--schedule: fold 1 of 3: no cycle of the schedule ends within the run: the first takes 200"
                                + " iterations, the run has 34 (1 epochs of 34); train longer or shorten the cycle",
                        digits(
                                "--folds",
                                "3",
                                "--epochs",
                                "1",
                                "--schedule",
                                "triangular(base=0.01,max=0.1,stepSize=100)")),
                arguments(
                        "--resume: needs --run, the folder of the folds to go on with",
                        digits("--folds", "3", "--resume")),
                arguments(
                        "--resume: folds that --continue each other cannot be gone on with",
                        digits("--folds", "3", "--continue", "--resume", "--run", "runs/none")),
                arguments(
                        "--parallel must be a whole number from 1 to 2147483647, was 0",
                        digits("--folds", "3", "--parallel", "0")));
    }

    private static String[] digits(String... options) {
        return Stream.concat(Stream.of("--data", "digits"), Stream.of(options)).toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void badInput_saysOneLineAndStatusTwo(String line, String[] options) {
        String[] command =
                Stream.concat(Stream.of("cross-validate"), Stream.of(options)).toArray(String[]::new);
        CommandRun run = CommandRun.of(command);
        assertThat(run.err()).isEqualTo("snapshot cross-validate: " + line + System.lineSeparator());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void folderThatIsNotEmpty_isRefusedAndLeftAsItIs() throws IOException {
        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("notes.txt"), "mine");
        CommandRun run = CommandRun.of("cross-validate", "--data", "digits", "--folds", "3", "--run", full.toString());
        assertThat(run.err())
                .isEqualTo("snapshot cross-validate: --run: " + full + ": must be new or empty, holds notes.txt\n");
        assertThat(run.status()).isEqualTo(2);
        assertThat(full.resolve("fold-01")).doesNotExist();
    }

    @Test
    void resume_trainsWhatIsMissing_toTheSameFigures() throws IOException {
        Path broken = folder.resolve("broken");
        String[] command = command(broken);
        String[] resume =
                Stream.concat(Stream.of(command), Stream.of("--resume")).toArray(String[]::new);
        // There is nothing to go on with yet, so it begins.
        CommandRun begun = CommandRun.of(resume);
        assertThat(begun.status()).as(begun.err()).isZero();
        byte[] first = Files.readAllBytes(broken.resolve("fold-01/run.json"));
        MoreFiles.deleteRecursively(broken.resolve("fold-03"), RecursiveDeleteOption.ALLOW_INSECURE);
        Files.delete(broken.resolve("report.md"));

        CommandRun refused = CommandRun.of(command);
        CommandRun resumed = CommandRun.of(resume);

        assertThat(refused)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot cross-validate: --run: " + broken
                                + ": holds folds of a cross-validation; go on with them with --resume, or choose another"
                                + " folder\n"));
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).isEqualTo(begun.out());
        assertThat(broken.resolve("report.md")).exists();
        assertThat(Files.readAllBytes(broken.resolve("fold-01/run.json"))).isEqualTo(first);
    }
}
