package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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

    @Test
    void train_classesThatAreTooFewForEachPart_areNamed() throws IOException {
        List<String> rows = new ArrayList<>(List.of("x,kind"));
        for (int example = 0; example < 40; example++) {
            rows.add(example + (example % 2 == 0 ? ",often" : ",also"));
        }
        rows.addAll(List.of("3,once", "4,twice", "5,twice"));
        Path file = Files.write(scratch.resolve("rare.csv"), rows);
        assertThat(CommandRun.of("train", "--dry-run", "--data", "csv:" + file).err())
                .isEqualTo("note: csv:" + file
                        + "?label=kind&header=true: fewer examples than the 3 parts of the split, so"
                        + " that some part has none of the class: \"once\", \"twice\"\n");
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
    void predict_keep_writesTheColumnsBesideTheRowWithoutANote() {
        CommandRun plain = predict("--data", data("shuffled.csv"));
        assertThat(plain.err()).contains("ignored the columns that the run does not know: \"id\"");

        CommandRun kept = predict("--data", data("shuffled.csv"), "--keep", "kind,id");
        assertThat(kept.err()).isEmpty();
        List<String> lines = kept.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("row,kind,id,class,p_=iris,p_rose,spread");
        List<String> without = plain.out().lines().toList();
        for (int row = 0; row < KINDS.size(); row++) {
            String[] cells = without.get(row + 1).split(",", 2);
            String kind = KINDS.get(row).equals("=iris") ? "'=iris" : KINDS.get(row);
            assertThat(lines.get(row + 1)).isEqualTo(cells[0] + "," + kind + "," + row + "," + cells[1]);
        }
    }

    @Test
    void predict_keepOfNamelessTable_isByNumber() {
        CommandRun kept = predict("--data", data("nameless.csv"), "--keep", "2");
        assertThat(kept.out()).startsWith("row,column_2,class,");
    }

    @Test
    void predict_keepWhatIsNotThere_isRefused() throws IOException {
        assertThat(predict("--data", data("shuffled.csv"), "--keep", "name").err())
                .isEqualTo(
                        "snapshot predict: --data: " + folder.resolve("shuffled.csv") + ": line 1: keep must be one of"
                                + " the columns \"hei\", \"id\", \"len\", \"kind\", \"wid\", was \"name\"\n");
        assertThat(predict("--data", "digits", "--keep", "id").err())
                .isEqualTo("snapshot predict: --keep: only a table has columns to keep, the data is digits\n");
        Path named = scratch.resolve("named.csv");
        Files.write(named, List.of("len,wid,hei,class", "1,2,3,x"));
        assertThat(predict("--data", "csv:" + named, "--keep", "class").err())
                .isEqualTo("snapshot predict: --keep: must not be called as a column of the predictions is, was"
                        + " \"class\"\n");
        assertThat(predict("--data", data("shuffled.csv"), "--keep", "id,1").err())
                .isEqualTo("snapshot predict: --keep: must not name a column twice, was \"id\"\n");
    }

    /** Names of files that a report has, too. */
    @Test
    void report_whereAPersonsOwnFilesAre_isRefused() throws IOException {
        Path own = scratch.resolve("members.csv");
        Files.copy(folder.resolve("train.csv"), own);
        Path trained = scratch.resolve("run");
        assertThat(train(trained, "csv:" + own + "?label=kind").status()).isZero();
        assertThat(CommandRun.of("evaluate", "--run", trained.toString(), "--report", scratch.toString())
                        .err())
                .isEqualTo("snapshot evaluate: --report: must not be a file that the run was trained or tested on, was "
                        + own + "\n");

        Path report = Files.createDirectory(scratch.resolve("report")).resolve("report.md");
        Files.writeString(report, "mine");
        assertThat(train(scratch, data("train.csv?label=kind")))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot train: --run: " + report
                                + " is there already and would be replaced; choose another folder\n"));
        assertThat(report).hasContent("mine");
    }

    @Test
    void evaluate_reportWhereAPersonsOwnFilesAre_isRefused_andAnOlderReportIsReplaced() throws IOException {
        String[] evaluate = {"evaluate", "--run", run.toString(), "--report", scratch.toString()};
        Path own = Files.writeString(scratch.resolve("report.md"), "mine");
        assertThat(CommandRun.of(evaluate))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot evaluate: --report: " + own
                                + " is there already and would be replaced; choose another folder\n"));
        assertThat(own).hasContent("mine");

        Files.delete(own);
        assertThat(CommandRun.of(evaluate).status()).isZero();
        Files.writeString(own, "of an older version");
        assertThat(CommandRun.of(evaluate).status()).isZero();
        assertThat(Files.readString(own)).startsWith("# ");
    }

    /** One that cannot be read is none, and can only be the run's. */
    @Test
    void evaluate_damagedReportOfTheRun_isMadeAgain() throws IOException {
        Path trained = scratch.resolve("run");
        assertThat(train(trained, data("train.csv?label=kind")).status()).isZero();
        Path report = trained.resolve("report");
        Path json = Files.writeString(report.resolve("report.json"), "{");
        CommandRun evaluated = CommandRun.of("evaluate", "--run", trained.toString(), "--report", report.toString());
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(json(json).has("ensemble")).isTrue();
    }

    @Test
    void train_folderThatTakesNoSnapshots_isBadInput() throws IOException {
        Files.writeString(scratch.resolve("snapshots"), "mine");
        CommandRun refused = train(scratch, data("train.csv?label=kind"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .endsWith(scratch + ": must be a folder: " + scratch.resolve("snapshots") + " is a file\n");
    }

    /** The usual names of two sides. */
    @Test
    void predict_classesThatAreSignedNumbers_areWrittenAsTheyAre() throws IOException {
        List<String> rows = new ArrayList<>(List.of("x,side"));
        for (int example = 0; example < 60; example++) {
            rows.add((example % 2 == 0 ? "-3." : "3.") + example + (example % 2 == 0 ? ",-1" : ",+1"));
        }
        Path file = Files.write(scratch.resolve("sides.csv"), rows);
        Path trained = scratch.resolve("run");
        assertThat(train(trained, "csv:" + file).status()).isZero();
        assertThat(CommandRun.of("predict", "--run", trained.toString(), "--data", "csv:" + file, "--keep", "x")
                        .out()
                        .lines()
                        .skip(1))
                .hasSize(60)
                .allMatch(line -> line.matches("\\d+,(-3\\.\\d+,-1|3\\.\\d+,\\+1),.*"));
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
    void predict_outThatIsTheInput_isRefusedAndLeavesIt() throws IOException {
        Path input = Files.copy(folder.resolve("new.csv"), scratch.resolve("new.csv"));
        Path link = Files.createSymbolicLink(scratch.resolve("link.csv"), input);
        String content = Files.readString(input);
        for (Path out : List.of(input, link, scratch.resolve("./new.csv"))) {
            CommandRun refused = predict("--data", "csv:" + input, "--out", out.toString());
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err())
                    .isEqualTo("snapshot predict: --out: must not be a file that --data names, was " + out + "\n");
        }
        assertThat(input).hasContent(content);
    }

    /** In a process of its own, for this one has its standard input from elsewhere. */
    @Test
    void predict_outThatStandardInputComesFrom_isRefusedAndLeavesIt() throws IOException, InterruptedException {
        Path input = Files.copy(folder.resolve("new.csv"), scratch.resolve("new.csv"));
        Path link = Files.createSymbolicLink(scratch.resolve("link.csv"), input);
        String content = Files.readString(input);
        for (Path out : List.of(input, link)) {
            Process predicting = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "predict",
                            "--run",
                            run.toString(),
                            "--out",
                            out.toString())
                    .redirectInput(input.toFile())
                    .start();
            String err = new String(predicting.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(err)
                    .isEqualTo("snapshot predict: --out: must not be a file that --data names, was " + out + "\n");
            assertThat(predicting.waitFor()).isEqualTo(2);
        }
        assertThat(input).hasContent(content);
    }

    @Test
    void predict_outThatIsPartOfTheRun_isRefusedAndLeavesIt() throws IOException {
        for (String own : List.of("run.json", "snapshots/cycle-0001.zip", "report/new.csv")) {
            Path out = run.resolve(own);
            CommandRun refused = predict("--data", "csv:" + folder.resolve("new.csv"), "--out", out.toString());
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err())
                    .isEqualTo("snapshot predict: --out: must not be a file of the run itself, was " + out + "\n");
        }
        Path npy = run.resolve("snapshots/p.npy");
        CommandRun refused = CommandRun.of("evaluate", "--run", run.toString(), "--probabilities", npy.toString());
        assertThat(refused.err())
                .isEqualTo(
                        "snapshot evaluate: --probabilities: must not be a file of the run itself, was " + npy + "\n");
        assertThat(CommandRun.of("verify", "--run", run.toString()).status()).isZero();
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
                        + ": cannot be written: no such folder: " + scratch.resolve("no") + "\n");
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

    /** The same straight line with noise in two units; a target that is not scaled diverges at the default rate. */
    @Test
    void regression_pricesInTheThousands_areMeasuredAndPredictedInTheirUnit() throws IOException {
        Random random = new Random(SEED);
        List<String> prices = new ArrayList<>(List.of("size,rooms,price"));
        List<String> scaled = new ArrayList<>(List.of("size,rooms,price"));
        for (int row = 0; row < 300; row++) {
            double size = random.nextGaussian();
            double rooms = random.nextGaussian();
            double price = size + rooms / 2 + 0.3 * random.nextGaussian();
            prices.add(size + "," + rooms + "," + (250_000 + 40_000 * price));
            scaled.add(size + "," + rooms + "," + price);
        }
        Path own = Files.write(scratch.resolve("prices.csv"), prices);
        Path byHand = Files.write(scratch.resolve("scaled.csv"), scaled);
        CommandRun trained = train(scratch.resolve("own"), "csv:" + own + "?task=regression");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(train(scratch.resolve("byHand"), "csv:" + byHand + "?task=regression")
                        .status())
                .isZero();

        JsonNode inPrices = json(scratch.resolve("own/report/report.json")).path("ensemble");
        JsonNode inUnits = json(scratch.resolve("byHand/report/report.json")).path("ensemble");
        double r2 = inPrices.path("r2").asDouble();
        assertThat(r2).isGreaterThan(0.85).isCloseTo(inUnits.path("r2").asDouble(), within(1e-3));
        assertThat(inPrices.path("rmse").asDouble())
                .isCloseTo(40_000 * inUnits.path("rmse").asDouble(), withinPercentage(1));
        assertThat(inPrices.path("mae").asDouble())
                .isCloseTo(40_000 * inUnits.path("mae").asDouble(), withinPercentage(1));

        JsonNode manifest = json(scratch.resolve("own/run.json"));
        JsonNode targets = manifest.path("data").path("targetPreprocessing");
        assertThat(targets.path("kind").asText()).isEqualTo("standardize");
        assertThat(targets.path("offset").get(0).asDouble()).isCloseTo(250_000, withinPercentage(3));
        double validated = manifest.path("snapshots")
                .get(1)
                .path("validation")
                .path("meanSquaredError")
                .asDouble();
        assertThat(Math.sqrt(validated)).isBetween(6_000.0, 24_000.0);

        List<String> lines = CommandRun.of(
                        "predict", "--run", scratch.resolve("own").toString(), "--data", "csv:" + own)
                .out()
                .lines()
                .toList();
        double squares = 0;
        for (int row = 1; row <= 300; row++) {
            double error = Double.parseDouble(lines.get(row).split(",", -1)[1])
                    - Double.parseDouble(prices.get(row).split(",", -1)[2]);
            squares += error * error;
        }
        assertThat(Math.sqrt(squares / 300)).isBetween(6_000.0, 18_000.0);
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
        assertThat(train(other, "csv:" + file + "?task=regression").status()).isZero();
        CommandRun predicted = CommandRun.of("predict", "--run", other.toString(), "--data", "csv:" + file);
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("row,y,spread");
        assertThat(Double.parseDouble(lines.get(100).split(",", -1)[1]))
                .isGreaterThan(Double.parseDouble(lines.get(1).split(",", -1)[1]) + 0.5);
    }

    @Test
    void regression_targetNamedAsAnotherColumn_isCalledTarget() throws IOException {
        List<String> rows = new ArrayList<>(List.of("x,row"));
        for (int row = 0; row < 40; row++) {
            rows.add(row + "," + 0.02 * row);
        }
        Path file = Files.write(scratch.resolve("rows.csv"), rows);
        Path other = scratch.resolve("rows");
        assertThat(train(other, "csv:" + file + "?task=regression").status()).isZero();
        CommandRun predicted = CommandRun.of("predict", "--run", other.toString(), "--data", "csv:" + file);
        assertThat(predicted.out()).startsWith("row,target,spread\n");
    }
}
