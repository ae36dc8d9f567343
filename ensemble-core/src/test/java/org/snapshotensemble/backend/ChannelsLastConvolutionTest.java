package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.Bits;

class ChannelsLastConvolutionTest {

    private static final int STEPS = 5;
    private static final long SEED = 4;

    /** Else the other tests would compare Deeplearning4j with itself. */
    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void operations_ofAnOrdinaryConvolution_areThere() {
        ConvolutionPrimitives.Window window = new ConvolutionPrimitives.Window(3, 3, 1, 1, 1, 1, 1, 1);
        assertThat(ConvolutionPrimitives.of(new ConvolutionPrimitives.Shape(7, 16, 8, 8, 16, 8, 8, window, true, true)))
                .isPresent();
    }

    static Stream<Arguments> convolutions() {
        return Stream.of(
                Arguments.of("of one channel", convolution(3).build(), InputType.convolutional(9, 8, 1)),
                Arguments.of("of three channels", convolution(5).build(), InputType.convolutional(9, 8, 3)),
                Arguments.of("of sixteen channels", convolution(3).build(), InputType.convolutional(8, 8, 16)),
                Arguments.of("of seventeen channels", convolution(3).build(), InputType.convolutional(8, 8, 17)),
                Arguments.of("1 x 1", convolution(1).build(), InputType.convolutional(8, 8, 32)),
                Arguments.of(
                        "strides, no bias",
                        convolution(3).stride(2, 3).hasBias(false).build(),
                        InputType.convolutional(9, 8, 16)),
                Arguments.of("even kernel", convolution(2).stride(2, 2).build(), InputType.convolutional(9, 9, 16)),
                Arguments.of("dilated", convolution(3).dilation(2, 2).build(), InputType.convolutional(9, 9, 16)),
                Arguments.of(
                        "padding told",
                        convolution(3)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .padding(1, 2)
                                .stride(2, 2)
                                .build(),
                        InputType.convolutional(8, 9, 16)),
                Arguments.of(
                        "without padding",
                        convolution(3).convolutionMode(ConvolutionMode.Truncate).build(),
                        InputType.convolutional(8, 8, 16)),
                Arguments.of(
                        "identity",
                        convolution(3).activation(Activation.IDENTITY).build(),
                        InputType.convolutional(8, 8, 16)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void convolution_ofSixteenOutputs_trainsTheSameAsDeeplearning4js(String name, Layer layer, InputType type) {
        Supplier<MultiLayerConfiguration> configuration = () -> start().layer(layer.clone())
                .layer(convolution(3).nOut(32).build())
                .layer(output())
                .setInputType(type)
                .build();
        MultiLayerNetwork fast = assertTrainsTheSame(configuration, type);
        assertThat(fast.getLayers())
                .filteredOn(made -> made instanceof ChannelsLastConvolution)
                .hasSize(2);
    }

    static Stream<Arguments> followers() {
        return Stream.of(
                Arguments.of("batch norm", List.of(new BatchNormalization())),
                Arguments.of("batch norm and rectifier", List.of(new BatchNormalization(), rectifier())),
                Arguments.of(
                        "batch norm of its own scale",
                        List.of(
                                new BatchNormalization.Builder()
                                        .lockGammaBeta(true)
                                        .gamma(2)
                                        .beta(1)
                                        .build(),
                                rectifier())),
                Arguments.of("rectifier and mean", List.of(rectifier(), new GlobalPoolingLayer())),
                Arguments.of("tanh", List.of(new ActivationLayer(Activation.TANH))),
                Arguments.of(
                        "tanh behind batch norm",
                        List.of(new BatchNormalization(), new ActivationLayer(Activation.TANH))),
                Arguments.of(
                        "maximum",
                        List.of(pooling(SubsamplingLayer.PoolingType.MAX, 2).build())),
                Arguments.of(
                        "overlapping maxima and convolution",
                        List.of(
                                pooling(SubsamplingLayer.PoolingType.MAX, 3).build(),
                                convolution(3).build())),
                Arguments.of(
                        "maxima with padding told",
                        List.of(pooling(SubsamplingLayer.PoolingType.MAX, 3)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .padding(1, 1)
                                .build())),
                Arguments.of(
                        "mean",
                        List.of(pooling(SubsamplingLayer.PoolingType.AVG, 2).build())),
                Arguments.of(
                        "convolution of few outputs",
                        List.of(convolution(3).nOut(3).build())),
                Arguments.of(
                        "convolution with tanh",
                        List.of(convolution(3).activation(Activation.TANH).build())),
                Arguments.of("dense", List.of(new DenseLayer.Builder().nOut(7).build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("followers")
    void convolution_beforeAnyLayer_trainsTheSameAsDeeplearning4js(String name, List<Layer> followers) {
        InputType type = InputType.convolutional(8, 9, 3);
        assertTrainsTheSame(
                () -> {
                    ListBuilder list = start().layer(convolution(3).build());
                    followers.forEach(follower -> list.layer(follower.clone()));
                    return list.layer(output()).setInputType(type).build();
                },
                type);
    }

    @ParameterizedTest
    @EnumSource(WorkspaceMode.class)
    void residualGraph_trainsTheSameAsDeeplearning4js(WorkspaceMode mode) {
        ComputationGraph plain = residual(mode);
        ComputationGraph fast = residual(mode);
        Network.of(fast).accelerate();
        assertThat(fast.getVertices())
                .filteredOn(vertex -> vertex instanceof ImageSum)
                .hasSize(2);
        assertTrainsTheSame(plain, fast, InputType.convolutional(9, 8, 1));
    }

    /** A vertex that is none of ours must get rows as it does elsewhere, and its gradients be taken back. */
    @Test
    void graph_thatMergesConvolutions_trainsTheSameAsDeeplearning4js() {
        assertTrainsTheSame(merging(), accelerated(merging()), InputType.convolutional(8, 8, 1));
    }

    @Test
    void dropoutBehindIt_trainsToTheSameBitsTwice_andWritesIntoNoActivations() {
        InputType type = InputType.convolutional(8, 8, 3);
        Supplier<MultiLayerConfiguration> configuration =
                () -> start().layer(convolution(3).build())
                        .layer(convolution(3).dropOut(new Dropout(0.5)).build())
                        .layer(new DenseLayer.Builder()
                                .nOut(7)
                                .dropOut(new Dropout(0.5))
                                .build())
                        .layer(output())
                        .setInputType(type)
                        .build();
        // The order of the values in memory decides which of them dropout takes: other ones than without us.
        MultiLayerNetwork first = accelerated(configuration.get());
        MultiLayerNetwork second = accelerated(configuration.get());
        assertThat(first.getLayer(0)).isInstanceOf(ChannelsLastConvolution.class);
        assertThat(first.getLayer(1)).isNotInstanceOf(ChannelsLastConvolution.class);
        for (MultiLayerNetwork network : List.of(first, second)) {
            train(network, type, 7);
        }
        assertThat(Bits.of(second.params())).isEqualTo(Bits.of(first.params()));
    }

    @Test
    void accelerate_layersThatOneDnnWouldComputeOtherwise_stay() {
        InputType type = InputType.convolutional(8, 8, 16);
        MultiLayerNetwork network =
                accelerated(start().layer(convolution(3).nOut(15).build())
                        .layer(convolution(3).activation(Activation.SIGMOID).build())
                        .layer(convolution(3).weightNoise(new DropConnect(0.5)).build())
                        .layer(convolution(3).dropOut(0.5).build())
                        .layer(output())
                        .setInputType(type)
                        .build());
        assertThat(network.getLayers()).noneMatch(layer -> layer instanceof ChannelsLastConvolution);
        MultiLayerNetwork ofChannelsLast = accelerated(
                start().layer(convolution(3).dataFormat(CNN2DFormat.NHWC).build())
                        .layer(output())
                        .setInputType(InputType.convolutional(8, 8, 16, CNN2DFormat.NHWC))
                        .build());
        assertThat(ofChannelsLast.getLayer(0)).isNotInstanceOf(ChannelsLastConvolution.class);
    }

    private static MultiLayerNetwork assertTrainsTheSame(
            Supplier<MultiLayerConfiguration> configuration, InputType type) {
        MultiLayerNetwork plain = network(configuration.get());
        MultiLayerNetwork fast = accelerated(configuration.get());
        assertThat(fast.getLayer(0)).isInstanceOf(ChannelsLastConvolution.class);
        assertTrainsTheSame(plain, fast, type);
        return fast;
    }

    /** Trains on batches of several sizes; then, over the same weights, the predictions must be the same to the bit. */
    private static void assertTrainsTheSame(Model plain, Model fast, InputType type) {
        for (int examples : new int[] {7, 5, 1}) {
            train(plain, type, examples);
            train(fast, type, examples);
            assertThat(distance(fast.params(), plain.params()))
                    .as("seed %d, %d examples", SEED, examples)
                    .isLessThan(1e-6);
        }
        fast.params().assign(plain.params());
        INDArray features = features(type, 7);
        assertThat(Bits.of(Network.of(fast).output(new INDArray[] {features}, null)[0]))
                .isEqualTo(Bits.of(Network.of(plain).output(new INDArray[] {features}, null)[0]));
    }

    private static void train(Model model, InputType type, int examples) {
        Nd4j.getRandom().setSeed(9);
        INDArray labels = Nd4j.zeros(examples, 3);
        for (int example = 0; example < examples; example++) {
            labels.putScalar(example, example % 3, 1);
        }
        MultiDataSet batch = new MultiDataSet(features(type, examples), labels);
        for (int step = 0; step < STEPS; step++) {
            Network.of(model).fit(batch);
        }
    }

    /** The greatest difference, as a part of the greatest value where that is above 1. */
    private static double distance(INDArray actual, INDArray expected) {
        return actual.sub(expected).amaxNumber().doubleValue()
                / Math.max(1, expected.amaxNumber().doubleValue());
    }

    private static INDArray features(InputType type, int examples) {
        long[] shape = type.getShape(true);
        shape[0] = examples;
        Nd4j.getRandom().setSeed(SEED);
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    private static ListBuilder start() {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.02, 0.9))
                .convolutionMode(ConvolutionMode.Same)
                .list();
    }

    private static ConvolutionLayer.Builder convolution(int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(16).activation(Activation.RELU);
    }

    private static SubsamplingLayer.Builder pooling(SubsamplingLayer.PoolingType type, int kernel) {
        return new SubsamplingLayer.Builder(type).kernelSize(kernel, kernel).stride(2, 2);
    }

    private static ActivationLayer rectifier() {
        return new ActivationLayer(Activation.RELU);
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private static MultiLayerNetwork accelerated(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = network(configuration);
        Network.of(network).accelerate();
        return network;
    }

    private static ComputationGraph accelerated(ComputationGraph graph) {
        Network.of(graph).accelerate();
        return graph;
    }

    /** Two blocks, the second of which halves the image, so that each kind of vertex has several takers. */
    private static ComputationGraph residual(WorkspaceMode mode) {
        GraphBuilder graph = graph(mode).setInputTypes(InputType.convolutional(9, 8, 1));
        normalized(graph, "a", "in", 3, 16, 1);
        graph.addLayer("stem", rectifier(), "a-norm");
        normalized(graph, "b", "stem", 3, 16, 1);
        graph.addVertex("sum1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b-norm", "stem")
                .addLayer("block1", rectifier(), "sum1");
        normalized(graph, "c", "block1", 3, 32, 2);
        normalized(graph, "d", "block1", 1, 32, 2);
        graph.addVertex("sum2", new ElementWiseVertex(ElementWiseVertex.Op.Add), "c-norm", "d-norm")
                .addLayer("block2", rectifier(), "sum2")
                .addLayer("mean", new GlobalPoolingLayer(), "block2")
                .addLayer("out", output(), "mean")
                .setOutputs("out");
        return initialized(graph);
    }

    private static ComputationGraph merging() {
        GraphBuilder graph = graph(WorkspaceMode.ENABLED)
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer("a", convolution(3).build(), "in")
                .addLayer("b", convolution(3).build(), "a")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer("c", convolution(3).build(), "both")
                .addLayer("out", output(), "c")
                .setOutputs("out");
        return initialized(graph);
    }

    private static GraphBuilder graph(WorkspaceMode mode) {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.02, 0.9))
                .convolutionMode(ConvolutionMode.Same)
                .trainingWorkspaceMode(mode)
                .inferenceWorkspaceMode(mode)
                .graphBuilder()
                .addInputs("in");
    }

    private static void normalized(
            GraphBuilder graph, String name, String input, int kernel, int channels, int stride) {
        graph.addLayer(
                        name,
                        convolution(kernel)
                                .nOut(channels)
                                .stride(stride, stride)
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build(),
                        input)
                .addLayer(name + "-norm", new BatchNormalization(), name);
    }

    private static ComputationGraph initialized(GraphBuilder builder) {
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }
}
