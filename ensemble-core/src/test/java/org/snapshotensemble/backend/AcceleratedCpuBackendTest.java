package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

class AcceleratedCpuBackendTest {

    @AfterEach
    void switchHelpersOn() {
        System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "false");
    }

    @Test
    void nd4j_choosesThisBackend() {
        assertThat(Nd4j.getBackend()).isInstanceOf(AcceleratedCpuBackend.class);
    }

    @Test
    void nativeLibrary_whereThereIsOneDnn_hasIt() {
        assertThat(OneDnn.isLoaded())
                .isEqualTo(Set.of("linux-x86_64", "macosx-x86_64", "windows-x86_64")
                        .contains(org.bytedeco.javacpp.Loader.getPlatform()));
    }

    @Test
    void layers_newClonedOrRestored_haveHelpers() throws IOException {
        MultiLayerNetwork network = network();
        assertThat(network.getLayers())
                .filteredOn(AcceleratedCpuBackendTest::isHelped)
                .hasSize(3);
        assertThat(network.clone().getLayers())
                .filteredOn(AcceleratedCpuBackendTest::isHelped)
                .hasSize(3);

        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, zip, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.toByteArray()));
        assertThat(restored.getLayers())
                .filteredOn(AcceleratedCpuBackendTest::isHelped)
                .hasSize(3);
    }

    @Test
    void isAvailable_whereThePersonSwitchedHelpersOff_leavesThemOff() {
        System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "true");
        assertThat(new AcceleratedCpuBackend().isAvailable()).isTrue();
        assertThat(network().getLayers())
                .filteredOn(AcceleratedCpuBackendTest::isHelped)
                .isEmpty();
    }

    @Test
    void isAvailable_whereNothingIsSaid_switchesHelpersOn() {
        System.clearProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY);
        assertThat(new AcceleratedCpuBackend().isAvailable()).isTrue();
        assertThat(System.getProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY))
                .isEqualTo("false");
    }

    @Test
    void network_withAndWithoutHelpers_trainsAndPredictsTheSameToRounding() {
        MultiLayerNetwork helped = network();
        System.setProperty(DL4JSystemProperties.DISABLE_HELPER_PROPERTY, "true");
        MultiLayerNetwork plain = network();
        Nd4j.getRandom().setSeed(6);
        INDArray features = Nd4j.rand(DataType.FLOAT, 9, 1, 12, 12);
        INDArray labels = Nd4j.zeros(9, 2);
        labels.getColumn(0).assign(1);
        for (MultiLayerNetwork network : List.of(helped, plain)) {
            for (int step = 0; step < 5; step++) {
                network.fit(new DataSet(features, labels));
            }
        }
        assertThat(helped.params().sub(plain.params()).amaxNumber().doubleValue())
                .isLessThan(1e-5);
        assertThat(helped.output(features)
                        .sub(plain.output(features))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-5);
    }

    private static boolean isHelped(Layer layer) {
        return layer.getHelper() != null;
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .activation(Activation.RELU)
                .list(
                        new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
                        new BatchNormalization(),
                        new SubsamplingLayer.Builder().build(),
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(12, 12, 1))
                .build());
        network.init();
        return network;
    }
}
