package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.snapshotensemble.backend.TestTrainings.STEPS;
import static org.snapshotensemble.backend.TestTrainings.accelerated;
import static org.snapshotensemble.backend.TestTrainings.assertClose;
import static org.snapshotensemble.backend.TestTrainings.assertTrainsToTheSameBits;
import static org.snapshotensemble.backend.TestTrainings.batch;
import static org.snapshotensemble.backend.TestTrainings.convolutions;
import static org.snapshotensemble.backend.TestTrainings.images;
import static org.snapshotensemble.backend.TestTrainings.network;
import static org.snapshotensemble.backend.TestTrainings.output;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.Bits;

class FastConvolutionsTest {

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {
                "IDENTITY",
                "RELU",
                "RELU6",
                "LEAKYRELU",
                "TANH",
                "SOFTPLUS",
                "SIGMOID",
                "ELU",
                "SWISH",
                "HARDSIGMOID"
            })
    void convolutions_whateverTheyActivateWith_trainToTheSameBits(Activation activation) {
        assertTrainsToTheSameBits(convolutions(activation, null, WorkspaceMode.ENABLED));
        assertTrainsToTheSameBits(convolutions(activation, null, WorkspaceMode.NONE));
    }

    /** Noise is written into the activations in place: what was kept must not be what it is written into. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"IDENTITY", "RELU", "TANH"})
    void convolutions_beforeNoise_trainToTheSameBits(Activation activation) {
        assertTrainsToTheSameBits(convolutions(activation, new GaussianNoise(0.5), WorkspaceMode.ENABLED));
    }

    @Test
    void convolutions_withWeightNoiseConstraintAndCache_trainToTheSameBits() {
        assertTrainsToTheSameBits(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .activation(Activation.RELU)
                .weightNoise(new DropConnect(0.8))
                .constrainWeights(new MaxNormConstraint(0.5, 1))
                .cacheMode(CacheMode.DEVICE)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).hasBias(false).build())
                .layer(output())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build());
    }

    @Test
    void convolutions_ofChannelsLast_trainToTheSameBits() {
        assertTrainsToTheSameBits(
                new NeuralNetConfiguration.Builder()
                        .seed(5)
                        .updater(new Nesterovs(0.05, 0.9))
                        .activation(Activation.TANH)
                        .list()
                        .layer(new ConvolutionLayer.Builder(3, 3)
                                .nOut(4)
                                .dataFormat(CNN2DFormat.NHWC)
                                .build())
                        .layer(output())
                        .setInputType(InputType.convolutional(8, 8, 2, CNN2DFormat.NHWC))
                        .build(),
                images(7, 8).permute(0, 2, 3, 1).dup('c'));
    }

    /** A forward pass that no backward pass follows must leave nothing behind for the next one. */
    @Test
    void convolution_afterForwardPassesOnOtherWeights_trainsToTheSameBits() {
        MultiLayerConfiguration configuration = convolutions(Activation.TANH, null, WorkspaceMode.ENABLED);
        MultiLayerNetwork plain = network(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        DataSet batch = batch(images(7, 8));
        for (MultiLayerNetwork network : List.of(plain, fast)) {
            network.output(batch.getFeatures(), true);
            network.output(batch.getFeatures(), false);
            network.params().muli(0.5);
            network.fit(batch);
            network.output(batch.getFeatures(), true);
            network.params().muli(0.5);
            network.fit(batch);
        }
        assertThat(Bits.of(fast.params())).isEqualTo(Bits.of(plain.params()));
    }

    static Stream<Arguments> firstConvolutions() {
        return Stream.of(
                Arguments.of("grey", InputType.convolutional(8, 8, 1), first(), true),
                Arguments.of(
                        "colour, strides, no bias",
                        InputType.convolutional(9, 8, 3),
                        first().stride(2, 3).hasBias(false),
                        true),
                Arguments.of(
                        "weight noise",
                        InputType.convolutional(8, 8, 1),
                        first().weightNoise(new DropConnect(0.8)),
                        true),
                Arguments.of("dropout before it", InputType.convolutional(8, 8, 1), first().dropOut(0.8), false),
                Arguments.of("many weights", InputType.convolutional(8, 8, 17), first(), false),
                Arguments.of("rows that become images", InputType.convolutionalFlat(8, 8, 1), first(), false));
    }

    private static ConvolutionLayer.Builder first() {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.TANH);
    }

    /** Where the gradient at the input is left out, the same sums are made in another order; elsewhere the bits are the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("firstConvolutions")
    void firstConvolution_withoutTheGradientAtItsInput_trainsTheSame(
            String name, InputType type, ConvolutionLayer.Builder layer, boolean isLeftOut) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(layer.build())
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(3).build())
                .layer(output())
                .setInputType(type)
                .build();
        MultiLayerNetwork whole = accelerated(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        Network.of(fast).omitInputGradients();
        long[] shape = type.getShape(true);
        shape[0] = 7;
        Nd4j.getRandom().setSeed(8);
        DataSet batch = batch(Nd4j.rand(DataType.FLOAT, shape));
        for (MultiLayerNetwork network : List.of(whole, fast)) {
            Nd4j.getRandom().setSeed(9);
            for (int step = 0; step < STEPS; step++) {
                network.fit(batch);
            }
        }
        assertClose(fast.params(), whole.params(), 1e-6);
        assertThat(Arrays.equals(Bits.of(fast.params()), Bits.of(whole.params())))
                .isNotEqualTo(isLeftOut);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void network_thatGivesItsInputGradientsAgain_givesThem(int outputs) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(outputs).build())
                .layer(output())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build();
        MultiLayerNetwork plain = network(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        DataSet batch = batch(images(6, 8));
        Network.of(fast).omitInputGradients();
        assertThat(inputGradients(fast, batch)).isNull();
        Network.of(fast).giveInputGradients();
        assertClose(inputGradients(fast, batch), inputGradients(plain, batch), 1e-6);
    }

    private static INDArray inputGradients(MultiLayerNetwork network, DataSet batch) {
        return network.calculateGradients(batch.getFeatures(), batch.getLabels(), null, null)
                .getSecond();
    }

    /** The graph adds up what comes back to an input, and must get all of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void graph_withoutTheGradientsAtItsInputs_trainsTheSame(boolean isTakenTwice) {
        ComputationGraph whole = twoBranches(isTakenTwice);
        ComputationGraph fast = twoBranches(isTakenTwice);
        Network.of(whole).accelerate();
        Network.of(fast).accelerate();
        Network.of(fast).omitInputGradients();
        MultiDataSet batch = new MultiDataSet(
                isTakenTwice
                        ? new INDArray[] {images(6, 8)}
                        : new INDArray[] {images(6, 8), images(6, 8).mul(2)},
                new INDArray[] {batch(images(6, 8)).getLabels()});
        for (int step = 0; step < STEPS; step++) {
            whole.fit(batch);
            fast.fit(batch);
        }
        assertClose(fast.params(), whole.params(), 1e-6);
        assertThat(Arrays.equals(Bits.of(fast.params()), Bits.of(whole.params())))
                .isEqualTo(isTakenTwice);
    }

    private static ComputationGraph twoBranches(boolean isTakenTwice) {
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .graphBuilder()
                .addInputs(isTakenTwice ? new String[] {"a"} : new String[] {"a", "b"})
                .addLayer("first", first().build(), "a")
                .addLayer("second", first().build(), isTakenTwice ? "a" : "b")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
                .addLayer("out", output(), "sum")
                .setOutputs("out");
        InputType type = InputType.convolutional(8, 8, 2);
        ComputationGraph graph = new ComputationGraph(
                builder.setInputTypes(isTakenTwice ? new InputType[] {type} : new InputType[] {type, type})
                        .build());
        graph.init();
        return graph;
    }
}
