package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** A network of the user's own, from its file to the run and from the run's file back. */
final class ModelFileTest {

    @TempDir
    private Path folder;

    private Path write(int features) throws IOException {
        String json = new NeuralNetConfiguration.Builder()
                .seed(77)
                .updater(new Adam(0.5))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(20)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(features))
                .build()
                .toJson();
        return Files.writeString(folder.resolve("own net.json"), json);
    }

    private CommandRun train(Path model, String name, String... more) {
        String[] common = {
            "train", "--model", model.toString(), "--run", folder.resolve(name).toString(), "--epochs", "1"
        };
        String[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return CommandRun.of(all);
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }

    @Test
    void train_ownFileThenTheRunsFile_giveTheSameWeights() throws IOException {
        CommandRun first = train(write(64), "first", "--cycles", "1", "--max-lr", "0.02", "--seed", "0");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.err()).contains("own net.json: trained in ");
        JsonNode manifest = json("first/run.json");
        assertThat(manifest.path("model").path("name").asText()).isEqualTo("own net.json");
        assertThat(manifest.path("seed").asLong()).isZero();
        assertThat(Files.readString(folder.resolve("first/model.json")))
                .contains("org.nd4j.linalg.learning.config.Adam")
                .doesNotContain("org.snapshotensemble");

        CommandRun second =
                train(folder.resolve("first/model.json"), "second", "--cycles", "1", "--max-lr", "0.02", "--seed", "0");
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(json("second/run.json").path("model").path("name").asText()).isEqualTo("model.json");
        JsonNode report = json("second/report/report.json");
        assertThat(report.path("ensemble"))
                .isEqualTo(json("first/report/report.json").path("ensemble"));
        assertThat(report.path("ensemble").path("accuracy").asDouble()).isBetween(0.7, 1.0);
    }

    @Test
    void train_fileThatDoesNotFit_isRefusedBeforeThereIsAFolder() throws IOException {
        Path model = write(784);
        CommandRun run = train(model, "none");
        assertThat(run.err())
                .isEqualTo("snapshot train: --model: " + model
                        + ": layer 0 (DenseLayer) must have nIn 64, for it gets rows of 64 values, has 784\n");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void train_weightDecay_isToldByPlanAndManifestAndGoneOnWithOnlyAsItWas() throws IOException {
        Path model = write(64);
        CommandRun plan = train(model, "none", "--weight-decay", "0.002", "--dry-run");
        CommandRun trained = train(model, "first", "--weight-decay", "0.002");
        CommandRun resumed = train(model, "first", "--weight-decay", "0.003", "--resume");

        assertThat(plan.out())
                .contains("model        own net.json with weight decay 0.002, 1510 parameters\n")
                .contains("warning      the l2 of 0.002 goes through the updater");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(json("first/run.json").path("model").path("name").asText())
                .isEqualTo("own net.json with weight decay 0.002");
        assertThat(json("first/model.json").findValuesAsText("value")).contains("0.002");
        assertThat(resumed.err())
                .isEqualTo("snapshot train: " + folder.resolve("first")
                        + ": can only be gone on with as it was begun: the model was own net.json with weight decay"
                        + " 0.002, is own net.json with weight decay 0.003\n");
        assertThat(resumed.status()).isEqualTo(2);
    }

    @Test
    void train_fileThatIsMissing_isRefused() {
        Path model = folder.resolve("missing.json");
        CommandRun run = train(model, "none");
        assertThat(run.err()).isEqualTo("snapshot train: --model: " + model + ": cannot be read: no such file\n");
        assertThat(run.status()).isEqualTo(2);
    }
}
