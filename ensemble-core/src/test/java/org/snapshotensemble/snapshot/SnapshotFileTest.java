package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class SnapshotFileTest {

    @TempDir
    Path folder;

    private Path file;
    private ComputationGraph graph;

    @BeforeEach
    void writeOneWithNamesBeyondAscii() throws IOException {
        graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("größe")
                .addLayer(
                        "ö",
                        new DenseLayer.Builder()
                                .nOut(4)
                                .activation(Activation.TANH)
                                .build(),
                        "größe")
                .addLayer(
                        "ü 😀",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(TestNetworks.CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "ö")
                .setOutputs("ü 😀")
                .setInputTypes(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        graph.init();
        file = folder.resolve("model.zip");
        try (var out = Files.newOutputStream(file)) {
            SnapshotFile.write(Network.of(graph), out);
        }
    }

    @Test
    void configuration_withNamesBeyondAscii_isReadTheSameInEveryCharset() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            byte[] configuration =
                    zip.getInputStream(zip.getEntry("configuration.json")).readAllBytes();
            for (byte character : configuration) {
                assertThat(character).isPositive();
            }
        }
    }

    @Test
    void model_restoredByDeeplearning4j_hasItsNamesAndParameters() throws IOException {
        ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile());
        assertThat(restored.getConfiguration().toJson())
                .isEqualTo(graph.getConfiguration().toJson());
        assertThat(Bits.of(restored.params())).isEqualTo(Bits.of(graph.params()));
    }

    @Test
    void zip_holdsConfigurationAndParametersAlone() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(Collections.list(zip.entries()))
                    .extracting(ZipEntry::getName)
                    .containsExactly("configuration.json", "coefficients.bin");
        }
    }

    /** Days of training later would be too late. */
    @Test
    void requireReadable_configurationThatNobodyWouldRead_isRefused() {
        Network network = Network.of(TestNetworks.sequential(new Sgd(0.1)));
        String json = network.configurationJson();
        assertThatCode(() -> SnapshotFile.requireReadable(Path.of("run"), network, json))
                .doesNotThrowAnyException();

        assertThatThrownBy(() -> SnapshotFile.requireReadable(Path.of("run"), network, json + " ".repeat(8 << 20)))
                .isInstanceOf(RunException.class)
                .hasMessage("run: the network's snapshots could not be read again: the configuration must have at most"
                        + " 8388608 bytes, has more");
    }
}
