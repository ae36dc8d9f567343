package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.Bits;

/** Small trainings with and without the fast layers, and what compares them. */
final class TestTrainings {

    static final int STEPS = 5;

    private TestTrainings() {}

    static void assertTrainsToTheSameBits(MultiLayerConfiguration configuration) {
        assertTrainsToTheSameBits(configuration, images(7, 8));
    }

    static void assertTrainsToTheSameBits(MultiLayerConfiguration configuration, INDArray features) {
        MultiLayerNetwork plain = network(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        DataSet batch = batch(features);
        for (MultiLayerNetwork network : List.of(plain, fast)) {
            Nd4j.getRandom().setSeed(9);
            for (int step = 0; step < STEPS; step++) {
                network.fit(batch);
            }
        }
        assertThat(Bits.of(fast.params())).isEqualTo(Bits.of(plain.params()));
        assertThat(Bits.of(fast.output(features))).isEqualTo(Bits.of(plain.output(features)));
    }

    static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        assertThat(actual.sub(expected).amaxNumber().doubleValue() / scale).isLessThan(tolerance);
    }

    static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
        network.init();
        return network;
    }

    static MultiLayerNetwork accelerated(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = network(configuration);
        Network.of(network).accelerate();
        return network;
    }

    static List<Object> helpers(Model model) {
        return Network.of(model).layers().stream()
                .map(Layer::getHelper)
                .map(Object.class::cast)
                .toList();
    }

    static MultiLayerConfiguration convolutions(
            Activation activation, @Nullable IDropout noise, WorkspaceMode workspaces) {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .activation(activation)
                .convolutionMode(ConvolutionMode.Same)
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(3)
                        .stride(2, 2)
                        .dropOut(noise)
                        .build())
                .layer(new DenseLayer.Builder().nOut(6).dropOut(noise).build())
                .layer(output())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build();
    }

    static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    static DataSet batch(INDArray features) {
        int examples = (int) features.size(0);
        INDArray labels = Nd4j.zeros(examples, 3);
        for (int example = 0; example < examples; example++) {
            labels.putScalar(example, example % 3, 1);
        }
        return new DataSet(features, labels);
    }

    static INDArray images(int examples, int side) {
        return images(examples, side, 2);
    }

    static INDArray images(int examples, int side, int channels) {
        return images(examples, side, side, channels);
    }

    static INDArray images(int examples, int height, int width, int channels) {
        Nd4j.getRandom().setSeed(4);
        return Nd4j.randn(DataType.FLOAT, examples, channels, height, width);
    }
}
