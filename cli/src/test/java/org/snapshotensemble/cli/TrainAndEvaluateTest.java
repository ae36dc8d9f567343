package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.train.SnapshotTrainer;
import org.snapshotensemble.validation.Temperature;
import org.snapshotensemble.validation.ValidationAnswers;

/** The whole way on the real digits, with a short training, through the command that a person types. */
final class TrainAndEvaluateTest {

    private static final int TEST_EXAMPLES = 359;
    private static final int NPY_HEADER = 128;

    @TempDir
    private static Path folder;

    private static Path run;
    private static CommandRun trained;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void train() {
        run = folder.resolve("run of words with spaces");
        trained = train(run, "--baseline", "constant(0.02)", "--baseline", "constant(0.01)");
    }

    private static CommandRun train(Path to, String... more) {
        String[] common = {
            "train", "--run", to.toString(), "--epochs", "6", "--cycles", "3", "--max-lr", "0.05", "--seed", "3"
        };
        String[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return CommandRun.of(all);
    }

    private static CommandRun evaluate(String... more) {
        String[] common = {"evaluate", "--run", run.toString()};
        String[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return CommandRun.of(all);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static INDArray weights(Path snapshot) throws IOException {
        MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(new File(snapshot.toString()), false);
        return network.params();
    }

    @Test
    void train_digits_endsWithTheTableAndTheReportsPath() {
        assertThat(trained.status()).isZero();
        assertThat(trained.err()).startsWith("run: " + run + "\n");
        assertThat(trained.out())
                .startsWith("Ensemble of 3 members on 359 examples, combined by mean.")
                .contains("baseline constant(0.01)")
                .contains("baseline constant(0.02)")
                .endsWith("Run:    " + run + "\nReport: " + run.resolve("report/report.html") + "\n");
    }

    @Test
    void train_digits_leavesTheFolderThatTheManifestDescribes() throws IOException {
        assertThat(run.resolve("snapshots").toFile().list())
                .containsExactlyInAnyOrder("cycle-0001.zip", "cycle-0002.zip", "cycle-0003.zip");
        assertThat(run.resolve("baselines").toFile().list()).containsExactlyInAnyOrder("constant", "constant-2");
        assertThat(run.resolve("report").toFile().list())
                .containsExactlyInAnyOrder("report.html", "report.json", "report.md", "members.csv");
        assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(1 + 6 * 41);
        JsonNode manifest = json(run.resolve("run.json"));
        assertThat(manifest.path("schedule").asText()).isEqualTo("snapshot_cosine(max=0.05,total=246,cycles=3)");
        assertThat(manifest.path("seed").asLong()).isEqualTo(3);
        assertThat(manifest.path("data").path("source").asText()).isEqualTo("digits");
        assertThat(manifest.path("data").path("preprocessing").path("kind").asText())
                .isEqualTo("range");
        assertThat(manifest.path("data").path("preprocessing").path("divisor")).hasSize(64);
        assertThat(manifest.path("snapshots").findValuesAsText("iteration")).containsExactly("81", "163", "245");
    }

    @Test
    void train_threeShortCycles_isFarBetterThanChance() throws IOException {
        double accuracy = json(run.resolve("report/report.json"))
                .path("ensemble")
                .path("accuracy")
                .asDouble();
        assertThat(accuracy).isBetween(0.93, 1.0);
    }

    @Test
    void train_sameSeed_hasTheSameWeightsToTheBitAndAnotherSeedHasNot() throws IOException {
        Path again = scratch.resolve("again");
        assertThat(train(again).status()).isZero();
        for (String snapshot : List.of("cycle-0001.zip", "cycle-0003.zip")) {
            INDArray first = weights(run.resolve("snapshots").resolve(snapshot));
            INDArray second = weights(again.resolve("snapshots").resolve(snapshot));
            assertThat(second.toFloatVector()).isEqualTo(first.toFloatVector());
        }
        Path other = scratch.resolve("other");
        assertThat(CommandRun.of("train", "--run", other.toString(), "--epochs", "1", "--cycles", "1", "--seed", "4")
                        .status())
                .isZero();
        assertThat(weights(other.resolve("snapshots/cycle-0001.zip")).toFloatVector())
                .isNotEqualTo(weights(run.resolve("snapshots/cycle-0001.zip")).toFloatVector());
    }

    @Test
    void evaluate_withoutOptions_printsTheTrainingsReportAgain() {
        CommandRun evaluated = evaluate();
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.err()).isEmpty();
        assertThat(trained.out()).startsWith(evaluated.out());
    }

    @Test
    void evaluate_report_writesTheSameFigures() throws IOException {
        Path report = scratch.resolve("a/report");
        CommandRun evaluated = evaluate("--report", report.toString());
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.out()).endsWith("\nReport: " + report.resolve("report.html") + "\n");
        assertThat(json(report.resolve("report.json")).path("ensemble"))
                .isEqualTo(json(run.resolve("report/report.json")).path("ensemble"));
    }

    @Test
    void evaluate_probabilities_areEachMembersOwnAnswersAndGiveTheReportsFigures() throws IOException {
        Path file = scratch.resolve("p.npy");
        assertThat(evaluate("--probabilities", file.toString()).status()).isZero();
        ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(numbers.capacity()).isEqualTo(NPY_HEADER + 3 * TEST_EXAMPLES * 10 * Float.BYTES);
        ByteBuffer labels = ByteBuffer.wrap(Files.readAllBytes(scratch.resolve("p.labels.npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(labels.capacity()).isEqualTo(NPY_HEADER + TEST_EXAMPLES * Long.BYTES);

        LabelledData digits = DataSource.parse("digits").load();
        DataParts parts = DataParts.split(digits, 0.2, 0.1, 3);
        INDArray features = Preprocessing.fit(
                        Preprocessing.Kind.RANGE, parts.train().features())
                .apply(parts.test().features());
        int right = 0;
        for (int example = 0; example < TEST_EXAMPLES; example++) {
            int label = (int) labels.getLong(NPY_HEADER + example * Long.BYTES);
            assertThat(label).isEqualTo(parts.test().classIndices()[example]);
            right += best(numbers, example) == label ? 1 : 0;
        }
        JsonNode report = json(run.resolve("report/report.json"));
        assertThat(report.path("ensemble").path("accuracy").asDouble())
                .isEqualTo((double) right / TEST_EXAMPLES, within(0.0));
        for (int member = 0; member < 3; member++) {
            MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(
                    run.resolve("snapshots/cycle-000" + (member + 1) + ".zip").toFile(), false);
            float[] expected = network.output(features).toFloatMatrix()[7];
            for (int digit = 0; digit < 10; digit++) {
                assertThat(probability(numbers, member, 7, digit)).isEqualTo(expected[digit], within(1e-6f));
            }
        }
    }

    private static float probability(ByteBuffer numbers, int member, int example, int digit) {
        return numbers.getFloat(NPY_HEADER + ((member * TEST_EXAMPLES + example) * 10 + digit) * Float.BYTES);
    }

    private static int best(ByteBuffer numbers, int example) {
        int best = -1;
        double highest = -1;
        for (int digit = 0; digit < 10; digit++) {
            double sum = 0;
            for (int member = 0; member < 3; member++) {
                sum += probability(numbers, member, example, digit);
            }
            if (sum > highest) {
                highest = sum;
                best = digit;
            }
        }
        return best;
    }

    @Test
    void evaluate_members_takesThoseAlone() {
        assertThat(evaluate("--members", "last:2").out())
                .startsWith("Ensemble of 2 members")
                .doesNotContain("cycle-0001");
        assertThat(evaluate("--members", "cycle-0001,cycle-0003").out())
                .startsWith("Ensemble of 2 members")
                .doesNotContain("cycle-0002");
    }

    @Test
    void evaluate_membersBest_takesThoseWithTheBestValidationFigures() throws IOException {
        String best = "none";
        double highest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (JsonNode snapshot : json(run.resolve("run.json")).path("snapshots")) {
            double accuracy = snapshot.at("/validation/accuracy").asDouble();
            double logLoss = snapshot.at("/validation/logLoss").asDouble();
            if (accuracy > highest || (accuracy == highest && logLoss < least)) {
                best = snapshot.path("id").asText();
                highest = accuracy;
                least = logLoss;
            }
        }
        Path report = scratch.resolve("best");
        assertThat(evaluate("--members", "best:1", "--report", report.toString())
                        .out())
                .startsWith("Ensemble of 1 member on 359 examples");
        assertThat(json(report.resolve("report.json")).path("members").findValuesAsText("name"))
                .containsExactly(best);
    }

    @Test
    void train_workers_areThoseOfTheRun() throws IOException {
        Path two = scratch.resolve("two");
        CommandRun trained =
                CommandRun.of("train", "--run", two.toString(), "--epochs", "1", "--cycles", "1", "--workers", "2");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(json(two.resolve("run.json")).at("/training/workers").asInt())
                .isEqualTo(2);
    }

    @Test
    void evaluate_membersGreedy_isNotWorseThanTheBestMemberOnValidation_andTakesNoOtherRule() {
        assertThat(evaluate("--members", "greedy").out())
                .containsPattern("^Ensemble of [123] members? on 359 examples, combined by greedy\\.");
        CommandRun refused = evaluate("--members", "greedy", "--combine", "vote");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo(
                        "snapshot evaluate: --combine: must be mean with --members greedy, whose members count as often"
                                + " as they were chosen, was vote\n");
    }

    @Test
    void evaluate_report_hasTheFiguresAtTheFittedTemperature() throws IOException {
        Path report = scratch.resolve("tempered");
        assertThat(evaluate("--report", report.toString()).status()).isZero();
        JsonNode written =
                new ObjectMapper().readTree(report.resolve("report.json").toFile());
        JsonNode analysis = written.path("analysis");
        assertThat(analysis.at("/tempered/temperature").asDouble()).isCloseTo(fittedTemperature(), within(1e-6));
        assertThat(written.path("comparisons"))
                .isNotEmpty()
                .allSatisfy(comparison -> assertThat(
                                comparison.at("/tempered/temperature").asDouble())
                        .isBetween(0.01, 100.0));
        assertThat(analysis.at("/calibration/error").asDouble()).isBetween(0.0, 0.2);
        assertThat(analysis.at("/diversity/pairs").size()).isEqualTo(3);
    }

    /** On the run's validation part. */
    private static double fittedTemperature() throws IOException {
        LabelledData validation = DataParts.split(DataSource.parse("digits").load(), 0.2, 0.1, 3)
                .validation()
                .orElseThrow();
        Scaling scaling = Run.open(run).manifest().scaling().orElseThrow();
        try (Ensemble ensemble = Ensemble.load(run)) {
            ValidationAnswers answers =
                    ValidationAnswers.of(ensemble, BatchSource.inOrder(validation, scaling, RunReport.BATCH_SIZE));
            return Temperature.of(answers, Combiner.mean()).value();
        }
    }

    @Test
    void evaluate_membersThatAreNotThere_areRefused() {
        CommandRun many = evaluate("--members", "last:4");
        assertThat(many.status()).isEqualTo(2);
        assertThat(many.err())
                .isEqualTo("snapshot evaluate: --members: members last must be <= 3, the run's snapshots, was 4\n");
        CommandRun unknown = evaluate("--members", "cycle-0009");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualTo("snapshot evaluate: --members: the run has no snapshot cycle-0009, it has cycle-0001,"
                        + " cycle-0002, cycle-0003\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "weighted", "weights", "geometric", "vote", "cascade"})
    void evaluate_combine_usesThatRule(String rule) {
        CommandRun evaluated = evaluate("--combine", rule);
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.out()).startsWith("Ensemble of 3 members on 359 examples, combined by " + rule + ".");
    }

    @Test
    void evaluate_cascade_tellsWhatItAsksOnAverage() {
        CommandRun evaluated = evaluate("--combine", "cascade");
        assertThat(evaluated.out())
                .containsPattern("Members asked of an example: [12]\\.\\d\\d of 3\\s+on\\s+average\\.")
                .containsPattern("\n  0\\.\\d{8} \\(used\\) ")
                .containsPattern("\n  all members +3\\.00 +100\\.00 % ")
                .containsPattern("\nRows a second, here: [\\d,]+ as a cascade, [\\d,]+ asking all members\\.\n");
        assertThat(evaluated.err())
                .matches(
                        "note: 145 validation examples are too few to show that the cascade loses no more than 0\\.1 points"
                                + " of all members' accuracy: by them it may lose up to 1\\.\\d\n");
    }

    @Test
    void predict_cascade_asksNoMoreMembersThanItMust() {
        CommandRun predicted =
                CommandRun.of("predict", "--run", run.toString(), "--data", "digits", "--combine", "cascade");
        assertThat(predicted.status()).as(predicted.err()).isZero();
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines)
                .hasSize(1798)
                .first()
                .asString()
                .startsWith("row,class,p_0,")
                .endsWith(",spread,asked");
        List<String[]> rows =
                lines.stream().skip(1).map(line -> line.split(",")).toList();
        assertThat(rows).extracting(row -> row[13]).containsOnly("1", "2", "3").contains("1");
        assertThat(rows)
                .filteredOn(row -> row[13].equals("1"))
                .hasSizeGreaterThan(900)
                .extracting(row -> row[12])
                .containsOnly("0.0");
        assertThat(rows)
                .filteredOn(row -> row[13].equals("3"))
                .extracting(row -> row[12])
                .doesNotContain("0.0");
    }

    @Test
    void evaluate_theTrainingDataThemselves_notesItInEveryFormatOfTheReport() throws IOException {
        Path report = scratch.resolve("flattering");
        CommandRun evaluated = evaluate("--data", "digits", "--report", report.toString());
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.err()).isEmpty();
        String note = "These figures flatter: the run was trained on examples of digits. Without --data its own test"
                + " part is measured.";
        assertThat(evaluated.out()).startsWith("Ensemble of 3 members on 1797 examples");
        assertThat(evaluated.out().replaceAll("\\s+", " ")).contains("Note: " + note);
        assertThat(Files.readString(report.resolve("report.html"))).contains("<p class=\"warning\">" + note + "</p>");
        assertThat(Files.readString(report.resolve("report.md"))).contains("> **Note:** " + note);
        assertThat(Files.readString(report.resolve("report.json"))).contains("\"notes\": [ \"" + note + "\" ]");
        assertThat(evaluate().out()).doesNotContain("Note:");
    }

    @Test
    void evaluate_runOfAnotherNetwork_isRefusedInOneLine() {
        MultiLayerNetwork other = (MultiLayerNetwork) Architecture.parse("mlp")
                .network(new NetworkShape(5, Optional.empty(), 3, Task.CLASSIFICATION), 1, new Nesterovs(0.1, 0.9));
        Path own = scratch.resolve("own");
        SnapshotTrainer.of(other, Schedules.constant(0.1))
                .saveTo(own)
                .train(BatchSource.inOrder(Nd4j.rand(4, 5), Nd4j.eye(4).getColumns(0, 1, 2), 2));
        CommandRun withoutData = CommandRun.of("evaluate", "--run", own.toString());
        assertThat(withoutData.status()).isEqualTo(2);
        assertThat(withoutData.err())
                .isEqualTo("snapshot evaluate: " + own.resolve("run.json")
                        + ": the run did not record its data, so its test part is not known\n");
        CommandRun withData = CommandRun.of("evaluate", "--run", own.toString(), "--data", "digits");
        assertThat(withData.err())
                .startsWith("snapshot evaluate: --data: digits: the run cannot be measured on it: ")
                .hasLineCount(1);
        assertThat(withData.status()).isEqualTo(2);
    }

    @Test
    void evaluate_ruleThatTheOutputHasNot_isRefusedInOneLine() {
        MultiLayerNetwork regression = (MultiLayerNetwork) Architecture.parse("mlp")
                .network(
                        new NetworkShape(64, Optional.of(new ImageSize(8, 8, 1)), 10, Task.REGRESSION),
                        1,
                        new Nesterovs(0.001, 0.9));
        Path own = scratch.resolve("regression");
        SnapshotTrainer.of(regression, Schedules.constant(0.001))
                .saveTo(own)
                .train(BatchSource.inOrder(Nd4j.rand(4, 1, 8, 8), Nd4j.rand(4, 10), 2));
        CommandRun voted = CommandRun.of("evaluate", "--run", own.toString(), "--data", "digits", "--combine", "vote");
        assertThat(voted.err())
                .isEqualTo(
                        "snapshot evaluate: --combine must be mean, weighted or weights, as the run is a regression, was"
                                + " vote\n");
        assertThat(voted.status()).isEqualTo(2);
    }

    @Test
    void evaluate_changedSnapshot_isRefused() throws IOException {
        Path copy = scratch.resolve("copy");
        Files.createDirectories(copy.resolve("snapshots"));
        for (String file : List.of("run.json", "model.json", "snapshots/cycle-0001.zip", "snapshots/cycle-0003.zip")) {
            Files.copy(run.resolve(file), copy.resolve(file));
        }
        byte[] bytes = Files.readAllBytes(run.resolve("snapshots/cycle-0002.zip"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve("snapshots/cycle-0002.zip"), bytes);
        CommandRun evaluated = CommandRun.of("evaluate", "--run", copy.toString());
        assertThat(evaluated.status()).isEqualTo(2);
        assertThat(evaluated.err()).startsWith("snapshot evaluate: ").contains("cycle-0002.zip");
        assertThat(evaluated.err().lines()).hasSize(1);
        assertThat(evaluated.out()).isEmpty();
    }

    @Test
    void evaluate_runWithoutValidation_hasNoWeights() {
        Path bare = scratch.resolve("bare");
        assertThat(CommandRun.of(
                                "train",
                                "--run",
                                bare.toString(),
                                "--epochs",
                                "1",
                                "--cycles",
                                "1",
                                "--validation",
                                "0")
                        .status())
                .isZero();
        CommandRun weighted = CommandRun.of("evaluate", "--run", bare.toString(), "--combine", "weighted");
        assertThat(weighted.status()).isEqualTo(2);
        assertThat(weighted.err())
                .isEqualTo("snapshot evaluate: --combine: members must have validation figures to be weighted by,"
                        + " cycle-0001 has none\n");
        String none = ": is chosen on a validation part, of which the run has none; train with --validation\n";
        assertThat(CommandRun.of("evaluate", "--run", bare.toString(), "--combine", "weights")
                        .err())
                .isEqualTo("snapshot evaluate: --combine" + none);
        assertThat(CommandRun.of("evaluate", "--run", bare.toString(), "--members", "greedy")
                        .err())
                .isEqualTo("snapshot evaluate: --members" + none);
    }

    @Test
    void train_cnn_goesTheSameWay() {
        Path cnn = scratch.resolve("cnn");
        CommandRun run = CommandRun.of(
                "train",
                "--run",
                cnn.toString(),
                "--model",
                "cnn",
                "--epochs",
                "2",
                "--cycles",
                "2",
                "--max-lr",
                "0.03");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Ensemble of 2 members on 359 examples");
        assertThat(cnn.resolve("baselines")).doesNotExist();
    }

    @Test
    void train_dryRun_printsThePlanAndTrainsNothing() {
        Path planned = scratch.resolve("planned");
        CommandRun plan = CommandRun.of(
                "train",
                "--dry-run",
                "--run",
                planned.toString(),
                "--epochs",
                "5",
                "--cycles",
                "2",
                "--baseline",
                "step_decay(initial=0.5,factor=0.5,every=2e)");
        assertThat(plan.status()).isZero();
        assertThat(plan.err()).isEmpty();
        assertThat(plan.out()).isEqualTo("""
                        data         digits, 1293 examples to train on, 145 to validate, 359 to test; 64 features, 10 outputs
                        model        mlp, 85002 parameters
                        schedule     snapshot_cosine(max=0.1,total=205,cycles=2)
                        iterations   205: 5 epochs of 41
                        cycles       2, a snapshot after each trough
                          cycle 1    iterations 0 to 102, rate 0.1 at 0, trough 102 at rate 0.00002326
                          cycle 2    iterations 103 to 204, rate 0.1 at 103, trough 204 at rate 0.00002371
                        baseline     step_decay(initial=0.5,factor=0.5,every=82), rate 0.5 at 0, 0.125 at 204
                        disk         about 3.8 MB
                        """);
        assertThat(planned).doesNotExist();
    }

    @Test
    void train_dryRunWithWarmup_risesInItsEpochs() {
        CommandRun plan = CommandRun.of(
                "train", "--dry-run", "--epochs", "5", "--cycles", "2", "--warmup", "1", "--max-lr", "0.05");
        assertThat(plan.status()).isZero();
        assertThat(plan.err()).isEmpty();
        assertThat(plan.out())
                .contains("schedule     snapshot_cosine(max=0.05,total=205,cycles=2,warmup=41)\n")
                .contains("cycle 1    iterations 0 to 122, rate 0.05 at 41, trough 122");
    }

    @Test
    void version_isPrinted() {
        assertThat(CommandRun.of("--version").out())
                .matches("snapshot \\S+, Deeplearning4j 1\\.0\\.0-M2\\.1, Java \\S+\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "evaluate", "schedule"})
    void help_isPrinted(String command) {
        CommandRun help = CommandRun.of(command, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).startsWith("Usage: snapshot " + command);
        assertThat(help.err()).isEmpty();
    }
}
