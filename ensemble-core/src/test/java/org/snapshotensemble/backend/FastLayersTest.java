package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.snapshotensemble.backend.TestTrainings.STEPS;
import static org.snapshotensemble.backend.TestTrainings.accelerated;
import static org.snapshotensemble.backend.TestTrainings.assertClose;
import static org.snapshotensemble.backend.TestTrainings.assertTrainsToTheSameBits;
import static org.snapshotensemble.backend.TestTrainings.batch;
import static org.snapshotensemble.backend.TestTrainings.convolutions;
import static org.snapshotensemble.backend.TestTrainings.helpers;
import static org.snapshotensemble.backend.TestTrainings.images;
import static org.snapshotensemble.backend.TestTrainings.network;
import static org.snapshotensemble.backend.TestTrainings.output;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.network.Network;

class FastLayersTest {

    @ParameterizedTest
    @ValueSource(ints = {7, 40})
    void rectifiers_asLayersOfTheirOwn_trainToTheSameBits(int side) {
        INDArray features = images(3, side);
        features.putScalar(0, 0f).putScalar(1, -0f);
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new ActivationLayer(Activation.LEAKYRELU))
                .layer(output())
                .setInputType(InputType.convolutional(side, side, 2))
                .build();
        assertTrainsToTheSameBits(configuration, features);
        assertThat(Network.of(accelerated(configuration)).layers())
                .filteredOn(Rectifier.class::isInstance)
                .hasSize(2);
        INDArray view = Nd4j.concat(1, features, features)
                .get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3), NDArrayIndex.all(), NDArrayIndex.all());
        assertTrainsToTheSameBits(configuration, view);
    }

    /** What others hold of the network stays true: its parameters and gradients are the same memory. */
    @Test
    void rectifiedConvolution_takesOverParametersAndGradients() {
        MultiLayerNetwork network = network(convolutions(Activation.RELU, null, WorkspaceMode.ENABLED));
        network.initGradientsView();
        Network.of(network).accelerate();
        assertThat(network.getLayer(0)).isInstanceOf(RectifiedConvolution.class);
        network.params().assign(2);
        assertThat(network.getLayer(0).getParam("W").meanNumber().doubleValue()).isEqualTo(2);
        assertThat(network.getLayer(0).getGradientsViewArray().data().address())
                .isEqualTo(network.getFlattenedGradients().data().address());
        assertThat(network.getLayerWiseConfigurations().toJson())
                .isEqualTo(network(network.getLayerWiseConfigurations())
                        .getLayerWiseConfigurations()
                        .toJson())
                .doesNotContain("ActivationIdentity");
    }

    @Test
    void accelerate_twice_keepsTheHelpersOfTheFirstTime() {
        MultiLayerNetwork network = accelerated(convolutions(Activation.RELU, null, WorkspaceMode.ENABLED));
        List<Object> first = helpers(network);
        Network.of(network).accelerate();
        assertThat(helpers(network)).isEqualTo(first).first().isInstanceOf(KeepingConvolution.class);
    }

    @Test
    void accelerate_aDoublePrecisionNetwork_trainsTheSame() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization())
                .layer(output())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build();
        MultiLayerNetwork plain = network(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        DataSet batch = batch(images(6, 8));
        for (int step = 0; step < STEPS; step++) {
            plain.fit(batch);
            fast.fit(batch);
        }
        assertClose(fast.params(), plain.params(), 1e-12);
    }
}
