package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CSV the whole way: train, evaluate and predict, with columns in other orders. */
final class CsvCommandTest {

    private static final long SEED = 11;
    private static final List<String> CLASSES = List.of("rose", "=iris");

    @TempDir
    private static Path folder;

    private static final List<String> KINDS = new ArrayList<>();
    private static Path run;

    @TempDir
    private Path scratch;

    /** Two clouds on very different scales; the same examples in three orders of columns. */
    @BeforeAll
    static void train() throws IOException {
        Random random = new Random(SEED);
        List<String> training = new ArrayList<>(List.of("kind,len,wid,hei"));
        List<String> shuffled = new ArrayList<>(List.of("hei,id,len,kind,wid"));
        List<String> unlabeled = new ArrayList<>(List.of("wid,hei,len"));
        List<String> nameless = new ArrayList<>();
        for (int example = 0; example < 300; example++) {
            int kind = random.nextInt(2);
            String len = cell(1000 * (kind + random.nextGaussian()));
            String wid = cell(0.01 * (random.nextGaussian() - kind));
            String hei = cell(random.nextGaussian());
            KINDS.add(CLASSES.get(kind));
            training.add(String.join(",", CLASSES.get(kind), len, wid, hei));
            shuffled.add(String.join(",", hei, Integer.toString(example), len, CLASSES.get(kind), wid));
            unlabeled.add(String.join(",", wid, hei, len));
            nameless.add(String.join(",", len, wid, hei));
        }
        Files.write(folder.resolve("train.csv"), training);
        Files.write(folder.resolve("shuffled.csv"), shuffled);
        Files.write(folder.resolve("new.csv"), unlabeled);
        Files.write(folder.resolve("nameless.csv"), nameless);
        run = folder.resolve("run");
        assertThat(train(run, data("train.csv?label=kind")).status()).isZero();
    }

    private static String cell(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    private static String data(String file) {
        return "csv:" + folder.resolve(file);
    }

    private static CommandRun train(Path to, String data, String... more) {
        String[] common = {"train", "--run", to.toString(), "--data", data, "--epochs", "4", "--cycles", "2"};
        return CommandRun.of(Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new));
    }

    private static CommandRun predict(String... more) {
        String[] common = {"predict", "--run", run.toString()};
        return CommandRun.of(Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void train_csv_recordsHowTheFileWasReadAndStandardizes() throws IOException {
        JsonNode data = json(run.resolve("run.json")).path("data");
        assertThat(data.path("source").asText()).isEqualTo(data("train.csv?label=kind&header=true"));
        assertThat(data.path("columns").toString()).isEqualTo("[\"len\",\"wid\",\"hei\"]");
        assertThat(data.path("classes").toString()).isEqualTo("[\"=iris\",\"rose\"]");
        assertThat(data.path("preprocessing").path("kind").asText()).isEqualTo("standardize");
        assertThat(CommandRun.of("evaluate", "--run", run.toString()).status()).isZero();
    }

    @Test
    void predict_otherOrder_givesTheClassesThatEvaluateCounts() throws IOException {
        CommandRun predicted = predict("--data", data("new.csv"));
        assertThat(predicted.status()).isZero();
        assertThat(predicted.err()).isEmpty();
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("row,class,p_=iris,p_rose,spread");
        assertThat(lines).hasSize(1 + KINDS.size());
        int right = 0;
        for (int row = 0; row < KINDS.size(); row++) {
            String[] cells = lines.get(1 + row).split(",", -1);
            assertThat(cells[0]).isEqualTo(Integer.toString(row));
            double iris = Double.parseDouble(cells[2]);
            assertThat(iris + Double.parseDouble(cells[3])).isCloseTo(1, within(1e-6));
            assertThat(cells[1]).isEqualTo(iris >= 0.5 ? "'=iris" : "rose");
            assertThat(Double.parseDouble(cells[4])).isBetween(0.0, 0.5);
            right += cells[1].endsWith(KINDS.get(row)) ? 1 : 0;
        }
        Path report = scratch.resolve("report");
        CommandRun evaluated = CommandRun.of(
                "evaluate", "--run", run.toString(), "--data", data("shuffled.csv"), "--report", report.toString());
        assertThat(evaluated.err())
                .isEqualTo("note: " + folder.resolve("shuffled.csv")
                        + ": ignored the columns that the run does not know: \"id\"\n");
        double accuracy = json(report.resolve("report.json"))
                .path("ensemble")
                .path("accuracy")
                .asDouble();
        assertThat(accuracy).isEqualTo((double) right / KINDS.size()).isGreaterThan(0.7);
    }

    @Test
    void predict_fileStandardInputAndNoNames_giveTheSame() throws IOException {
        Path file = scratch.resolve("out.csv");
        CommandRun written = predict("--data", data("new.csv"), "--out", file.toString());
        assertThat(written.out()).isEmpty();
        String expected = Files.readString(file);
        assertThat(predict("--data", data("nameless.csv")).out()).isEqualTo(expected);
        assertThat(predict("--data", data("train.csv")).out()).isEqualTo(expected);
        assertThat(fromStandardInput(Files.readAllBytes(folder.resolve("new.csv")))
                        .out())
                .isEqualTo(expected);
    }

    private static CommandRun fromStandardInput(byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(new ByteArrayInputStream(input), out, err, OptionalInt.empty());
        int status = Main.run(streams, "predict", "--run", run.toString());
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void predict_oneMember_hasNoSpread() {
        List<String> lines = predict("--data", data("new.csv"), "--members", "last:1")
                .out()
                .lines()
                .toList();
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.endsWith(",0.0"));
    }

    @Test
    void predict_badRow_writesNothingAndLeavesTheOldFile() throws IOException {
        List<String> rows = new ArrayList<>(Files.readAllLines(folder.resolve("new.csv")));
        rows.set(290, "1,2,many");
        Path bad = Files.write(scratch.resolve("bad.csv"), rows);
        Path out = Files.writeString(scratch.resolve("out.csv"), "old");
        String line =
                "snapshot predict: --data: " + bad + ": line 291, column \"len\": must be a number, was \"many\"\n";
        CommandRun toFile = predict("--data", "csv:" + bad, "--out", out.toString());
        assertThat(toFile.status()).isEqualTo(2);
        assertThat(toFile.err()).isEqualTo(line);
        assertThat(out).hasContent("old");
        CommandRun toOutput = predict("--data", "csv:" + bad);
        assertThat(toOutput.status()).isEqualTo(2);
        assertThat(toOutput.err()).isEqualTo(line);
        assertThat(toOutput.out()).isEmpty();
    }

    @Test
    void predict_badInput_saysOneLine() {
        CommandRun empty = fromStandardInput(new byte[0]);
        assertThat(empty.status()).isEqualTo(2);
        assertThat(empty.err()).isEqualTo("snapshot predict: --data: standard input: must have rows, is empty\n");
        CommandRun folderless = predict(
                "--data", data("new.csv"), "--out", scratch.resolve("no/p.csv").toString());
        assertThat(folderless.status()).isEqualTo(2);
        assertThat(folderless.err())
                .isEqualTo("snapshot predict: --out: " + scratch.resolve("no/p.csv")
                        + ": cannot be written: no such file\n");
    }

    @Test
    void train_testFileInOtherOrder_isMeasuredAndFoundAgain() throws IOException {
        Path other = scratch.resolve("run");
        CommandRun trained = train(other, data("train.csv?label=kind"), "--test", data("shuffled.csv"));
        assertThat(trained.status()).isZero();
        assertThat(trained.out()).contains("on 300 examples");
        CommandRun evaluated = CommandRun.of("evaluate", "--run", other.toString());
        assertThat(trained.out()).startsWith(evaluated.out());
        assertThat(evaluated.status()).isZero();
    }

    @Test
    void regression_csv_predictsTheTargetByItsName() throws IOException {
        Path other = scratch.resolve("run");
        assertThat(train(other, data("train.csv?label=hei&task=regression")).err())
                .contains("line 2, column \"kind\": must be a number");
        List<String> rows = new ArrayList<>(List.of("x,y"));
        for (int row = 0; row < 100; row++) {
            rows.add(row + "," + 0.02 * row);
        }
        Path file = Files.write(scratch.resolve("line.csv"), rows);
        assertThat(train(other, "csv:" + file + "?task=regression", "--max-lr", "0.002")
                        .status())
                .isZero();
        CommandRun predicted = CommandRun.of("predict", "--run", other.toString(), "--data", "csv:" + file);
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("row,y,spread");
        assertThat(Double.parseDouble(lines.get(100).split(",", -1)[1]))
                .isGreaterThan(Double.parseDouble(lines.get(1).split(",", -1)[1]) + 0.5);
    }
}
