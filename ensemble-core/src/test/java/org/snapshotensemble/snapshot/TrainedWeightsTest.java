package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.testing.TestNetworks;

class TrainedWeightsTest {

    @TempDir
    Path folder;

    private TrainedWeights written(Model model) throws IOException {
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(model, file.toFile(), true);
        return TrainedWeights.read(file, AllowedClasses.deeplearning4j());
    }

    private static MultiLayerNetwork dense(int... widths) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(9)
                .list()
                .setInputType(InputType.feedForward(TestNetworks.FEATURES));
        for (int width : widths) {
            layers.layer(new DenseLayer.Builder().nOut(width).build());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(layers.layer(new OutputLayer.Builder()
                        .nOut(TestNetworks.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void copyTo_sameNetworkOfAnotherUpdater_givesItTheWeightsToTheBit(String kind) throws IOException {
        Model trained = TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9));
        trained.params().addi(0.125);
        TrainedWeights weights = written(trained);
        Model fresh = TestNetworks.byKind(kind, new Sgd(0.1));

        weights.copyTo(fresh);

        assertThat(fresh.params()).isEqualTo(trained.params());
        assertThat(fresh.params())
                .isNotEqualTo(TestNetworks.byKind(kind, new Sgd(0.1)).params());
        assertThat(weights.source().source()).isEqualTo("model.zip");
        assertThat(weights.source().sha256())
                .isEqualTo(Hashing.sha256()
                        .hashBytes(Files.readAllBytes(folder.resolve("model.zip")))
                        .toString());
    }

    @Test
    void copyTo_otherWidth_isRefusedAndChangesNothing() throws IOException {
        TrainedWeights weights = written(dense(4));
        MultiLayerNetwork wider = dense(6);
        INDArray before = wider.params().dup();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> weights.copyTo(wider))
                .withMessage(folder.resolve("model.zip")
                        + " does not fit the model: its parameters 0_W are [5, 4], the model's [5, 6]");
        assertThat(wider.params()).isEqualTo(before);
    }

    @Test
    void copyTo_otherNumberOfLayers_isRefused() throws IOException {
        TrainedWeights twoLayers = written(dense(3));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> twoLayers.copyTo(dense(3, 3)))
                .withMessage(folder.resolve("model.zip")
                        + " does not fit the model: it has no parameters 2_W, the model has");
        TrainedWeights threeLayers = written(dense(3, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> threeLayers.copyTo(dense(3)))
                .withMessage(folder.resolve("model.zip")
                        + " does not fit the model: it has parameters 2_W, the model has not");
    }

    @Test
    void copyTo_otherKind_isRefused() throws IOException {
        TrainedWeights graph = written(TestNetworks.graph(new Sgd(0.1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph.copyTo(TestNetworks.sequential(new Sgd(0.1))))
                .withMessage(folder.resolve("model.zip")
                        + " does not fit the model: it is a ComputationGraph, the model a MultiLayerNetwork");
    }

    @Test
    void read_whatIsNoModel_isRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        Path missing = folder.resolve("missing.zip");

        assertThatThrownBy(() -> TrainedWeights.read(text, AllowedClasses.deeplearning4j()))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(text + ": not a model of Deeplearning4j: ");
        assertThatThrownBy(() -> TrainedWeights.read(missing, AllowedClasses.deeplearning4j()))
                .isInstanceOf(RunException.class)
                .hasMessage(missing + ": cannot be read: no such file");
        assertThatThrownBy(() -> TrainedWeights.read(folder, AllowedClasses.deeplearning4j()))
                .isInstanceOf(RunException.class)
                .hasMessage(folder + ": cannot be read: is no regular file");
    }

    @Test
    void read_modelWithANormalizer_isRefused() throws IOException {
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(dense(4), file.toFile(), false);
        ModelSerializer.addObjectToFile(file.toFile(), "extra", "anything");

        assertThatThrownBy(() -> TrainedWeights.read(file, AllowedClasses.deeplearning4j()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("which is not expected");
    }
}
