package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.averaging.Averaged;
import org.snapshotensemble.averaging.AveragingData;
import org.snapshotensemble.averaging.WeightAverage;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.snapshot.Run;

/** One network of a run's snapshots, and a run that starts from a network. */
final class AverageCommandTest {

    @TempDir
    private static Path folder;

    private static Path run;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void train() {
        run = folder.resolve("run");
        CommandRun trained = CommandRun.of("train", "--run", run.toString(), "--epochs", "4", "--cycles", "4");
        assertThat(trained.status()).as(trained.err()).isZero();
    }

    private static CommandRun average(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("average", "--run", run.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(new String[0]));
    }

    private static INDArray weights(Path zip) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(zip.toFile()).params();
    }

    private static JsonNode manifest(Path of) throws IOException {
        return new ObjectMapper().readTree(of.resolve("run.json").toFile());
    }

    @Test
    void average_membersThatAreNamed_writesTheirMean() throws IOException {
        Path out = scratch.resolve("mean.zip");

        CommandRun averaged = average(out, "--members", "cycle-0003,cycle-0004", "--keep-worse");

        assertThat(averaged.status()).as(averaged.err()).isZero();
        assertThat(averaged.err()).isEmpty();
        INDArray mean = weights(run.resolve("snapshots/cycle-0003.zip"))
                .add(weights(run.resolve("snapshots/cycle-0004.zip")))
                .div(2);
        assertThat(weights(out).equalsWithEps(mean, 1e-6)).isTrue();
        assertThat(averaged.out()).endsWith("\nWritten: " + out + "\n");
    }

    /** Its means and variances are those of the training part, scaled as the run did it, in the run's own batches. */
    @Test
    void average_batchNorm_isRefreshedOnTheTrainingPart() throws IOException {
        Path normed = scratch.resolve("normed");
        CommandRun trained = CommandRun.of(
                "train", "--run", normed.toString(), "--model", "resnet", "--epochs", "2", "--cycles", "2");
        assertThat(trained.status()).as(trained.err()).isZero();
        Path out = scratch.resolve("mean.zip");

        CommandRun averaged =
                CommandRun.of("average", "--run", normed.toString(), "--out", out.toString(), "--keep-worse");

        assertThat(averaged.status()).as(averaged.err()).isZero();
        DataParts parts = DataParts.split(DataSource.parse("digits").load(), 0.2, 0.1, 1);
        Run opened = Run.open(normed);
        Scaling scaling = opened.manifest().scaling().orElseThrow();
        Averaged expected = WeightAverage.of(
                opened,
                MemberSelection.all(),
                AveragingData.validatedOn(BatchSource.inOrder(parts.validation().orElseThrow(), scaling, 100))
                        .trainedOn(BatchSource.shuffled(parts.train(), scaling, 32, 1)));
        assertThat(ModelSerializer.restoreComputationGraph(out.toFile()).params())
                .isEqualTo(expected.model().params());
    }

    @Test
    void average_allMembers_showsTheFiguresThatTheManifestHas() throws IOException {
        CommandRun averaged = average(scratch.resolve("mean.zip"));

        assertThat(averaged.out())
                .startsWith("Weights of 4 members, compared on 145 validation examples; 359 test examples choose"
                        + " nothing.\n\n");
        List<String> lines = averaged.out().lines().toList();
        for (JsonNode snapshot : manifest(run).path("snapshots")) {
            String row = lines.stream()
                    .filter(line -> line.startsWith(snapshot.path("id").asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(row)
                    .contains(String.format(
                            Locale.ROOT,
                            " %.2f %%      %.4f ",
                            100 * snapshot.at("/validation/accuracy").asDouble(),
                            snapshot.at("/validation/logLoss").asDouble()))
                    .endsWith("  yes");
        }
    }

    @Test
    void average_worseThanTheBestMember_writesNothingUnlessAskedFor() throws IOException {
        Path out = Files.writeString(scratch.resolve("mean.zip"), "older");
        // The first snapshot knows half of what the last one does.
        String[] members = {"--members", "cycle-0001,cycle-0004"};

        CommandRun refused = average(out, members);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out())
                .endsWith("\nOn validation data the average is worse than cycle-0004, its best member: use that.\n");
        assertThat(refused.err())
                .endsWith("snapshot average: --out: nothing was written, as the average is worse than the best member;"
                        + " --keep-worse writes it all the same\n");
        assertThat(out).hasContent("older");
        assertThat(average(out, "--members", "cycle-0001,cycle-0004", "--keep-worse")
                        .out())
                .endsWith("its best member: use that.\nWritten: " + out + "\n");
        assertThat(weights(out).length()).isEqualTo(85_002);
    }

    @Test
    void evaluate_average_isMeasuredAsAverageMeasuresIt() throws IOException {
        Path out = scratch.resolve("mean.zip");
        CommandRun averaged = average(out, "--keep-worse");
        Path report = scratch.resolve("report");

        CommandRun evaluated = CommandRun.of(
                "evaluate", "--run", run.toString(), "--average", out.toString(), "--report", report.toString());

        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        JsonNode measured =
                new ObjectMapper().readTree(report.resolve("report.json").toFile());
        String accuracy = String.format(
                Locale.ROOT,
                "%.2f %%",
                100 * measured.at("/averagedWeights/accuracy").asDouble());
        assertThat(evaluated.out().lines().filter(line -> line.strip().startsWith("averaged weights ")))
                .first()
                .asString()
                .contains(" " + accuracy);
        // Of the two shares in the row of the average the second is of the test data.
        assertThat(averaged.out().lines().filter(line -> line.startsWith("Average ")))
                .singleElement()
                .asString()
                .matches(".* %.* " + accuracy.replace(".", "\\.") + ".*");
    }

    @Test
    void evaluate_averageThatDoesNotFit_isRefused() throws IOException {
        Path other = scratch.resolve("other");
        CommandRun trained = CommandRun.of(
                "train", "--model", "cnn", "--run", other.toString(), "--epochs", "1", "--schedule", "constant(0.01)");
        assertThat(trained.status()).as(trained.err()).isZero();
        Path zip = other.resolve("snapshots/cycle-0001.zip");

        CommandRun unfit = CommandRun.of("evaluate", "--run", run.toString(), "--average", zip.toString());
        CommandRun missing = CommandRun.of("evaluate", "--run", run.toString(), "--average", "no-such.zip");

        assertThat(unfit.status()).isEqualTo(2);
        assertThat(unfit.err())
                .startsWith("snapshot evaluate: --average: " + zip + " does not fit the model: its parameters ");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).startsWith("snapshot evaluate: --average: no-such.zip: ");
    }

    @Test
    void average_soup_isNeverWorseAndAlwaysWritten() throws IOException {
        Path out = scratch.resolve("soup.zip");

        CommandRun soup = average(out, "--method", "soup");

        assertThat(soup.status()).as(soup.err()).isZero();
        assertThat(soup.out()).contains("\nGreedy soup ").endsWith("\nWritten: " + out + "\n");
        assertThat(weights(out).length()).isEqualTo(85_002);
    }

    @Test
    void average_whatCannotBe_isRefusedInOneLine() {
        assertThat(average(scratch.resolve("a.zip"), "--members", "last:1").err())
                .isEqualTo("snapshot average: --members: members must be at least 2 to be averaged, were 1\n");
        assertThat(average(scratch.resolve("a.zip"), "--members", "greedy").err())
                .isEqualTo(
                        "snapshot average: --members must be all, last:K, best:K or ids with commas between them, was"
                                + " greedy; --method soup chooses members greedily\n");
        assertThat(average(scratch.resolve("a.zip"), "--method", "mean"))
                .isEqualTo(new CommandRun(2, "", "snapshot average: --method must be swa or soup, was 'mean'\n"));
        Path nowhere = scratch.resolve("nowhere");
        assertThat(average(nowhere.resolve("a.zip")))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot average: --out: " + nowhere.resolve("a.zip") + ": cannot be written: no such folder: "
                                + nowhere + "\n"));
        assertThat(average(scratch).err())
                .isEqualTo("snapshot average: --out must be a file, was the folder " + scratch + "\n");
        Path own = run.resolve("snapshots/cycle-0001.zip");
        assertThat(average(own).err())
                .isEqualTo("snapshot average: --out: must not be a file of the run itself, was " + own + "\n");
    }

    @Test
    void average_runWithoutValidationPart_isRefused() {
        Path without = scratch.resolve("without");
        CommandRun.of("train", "--run", without.toString(), "--epochs", "2", "--cycles", "2", "--validation", "0");
        CommandRun refused = CommandRun.of(
                "average",
                "--run",
                without.toString(),
                "--out",
                scratch.resolve("a.zip").toString());
        assertThat(refused)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot average: --run: " + without
                                + " has no validation part, by which an average is compared"
                                + " with its members; train with --validation above 0\n"));
    }

    @Test
    void train_init_startsFromTheWeightsAndRecordsThem() throws IOException {
        Path init = run.resolve("snapshots/cycle-0004.zip");
        Path on = scratch.resolve("on");
        // A rate of next to nothing leaves the weights as they were.
        String[] arguments = {
            "train", "--run", on.toString(), "--init", init.toString(), "--epochs", "1", "--schedule", "constant(1e-9)"
        };

        CommandRun trained = CommandRun.of(arguments);

        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(weights(on.resolve("snapshots/cycle-0001.zip")).equalsWithEps(weights(init), 1e-5))
                .isTrue();
        JsonNode recorded = manifest(on).at("/model/initialWeights");
        assertThat(recorded.path("source").asText()).isEqualTo("cycle-0004.zip");
        assertThat(recorded.path("sha256").asText())
                .isEqualTo(Hashing.sha256().hashBytes(Files.readAllBytes(init)).toString());
    }

    @Test
    void train_resumeWithOtherInitialWeights_isRefused() throws IOException {
        Path on = scratch.resolve("on");
        Path init = run.resolve("snapshots/cycle-0004.zip");
        CommandRun begun = CommandRun.of(
                "train", "--run", on.toString(), "--init", init.toString(), "--epochs", "1", "--cycles", "1");
        assertThat(begun.status()).as(begun.err()).isZero();
        String sha256 = manifest(on).at("/model/initialWeights/sha256").asText();

        CommandRun without =
                CommandRun.of("train", "--run", on.toString(), "--epochs", "1", "--cycles", "1", "--resume");
        Path moved = Files.copy(init, scratch.resolve("moved.zip"));
        CommandRun same = CommandRun.of(
                "train",
                "--run",
                on.toString(),
                "--init",
                moved.toString(),
                "--epochs",
                "1",
                "--cycles",
                "1",
                "--resume");

        assertThat(without)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot train: " + on
                                + ": can only be gone on with as it was begun: the SHA-256 of the initial"
                                + " weights was " + sha256 + ", is not told\n"));
        assertThat(same.status()).as(same.err()).isZero();
        assertThat(same.err()).contains("there is nothing to do");
    }

    @Test
    void train_initOfOtherParts_isToldOf() {
        String init = run.resolve("snapshots/cycle-0004.zip").toString();

        CommandRun otherSeed = CommandRun.of("train", "--dry-run", "--init", init, "--seed", "2");
        CommandRun same = CommandRun.of("train", "--dry-run", "--init", init);

        assertThat(otherSeed.status()).isZero();
        assertThat(otherSeed.err())
                .isEqualTo(
                        "note: --init: these weights were trained on other parts of the same data, so they may have seen"
                                + " what is set aside here, and all figures flatter; for the same parts give --seed 1"
                                + " --test-fraction 0.2 --validation 0.1\n");
        assertThat(same.err()).isEmpty();
    }

    @Test
    void train_initThatDoesNotFit_isRefusedBeforeThereIsAFolder() {
        Path on = scratch.resolve("on");
        Path init = run.resolve("snapshots/cycle-0004.zip");

        CommandRun other = CommandRun.of(
                "train", "--run", on.toString(), "--init", init.toString(), "--model", "cnn", "--epochs", "1");
        CommandRun none = CommandRun.of("train", "--run", on.toString(), "--init", on.toString());

        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .startsWith(
                        "snapshot train: --init: " + init + " does not fit the model: its parameters 0_W are [64, ");
        assertThat(none)
                .isEqualTo(new CommandRun(2, "", "snapshot train: --init: " + on + ": cannot be read: no such file\n"));
        assertThat(on).doesNotExist();
    }
}
