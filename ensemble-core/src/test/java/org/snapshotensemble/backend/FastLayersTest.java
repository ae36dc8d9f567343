package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
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
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.Bits;

class FastLayersTest {

    private static final int STEPS = 5;

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

    static Stream<Arguments> normalized() {
        return Stream.of(
                Arguments.of("images", InputType.convolutional(8, 8, 3), images(7, 8, 3)),
                Arguments.of("images of odd sizes", InputType.convolutional(5, 7, 3), images(3, 5, 7, 3)),
                Arguments.of("planes too small for us", InputType.convolutional(3, 3, 3), images(7, 3, 3)),
                Arguments.of("one example", InputType.convolutional(8, 8, 3), images(1, 8, 3)),
                Arguments.of("rows", InputType.feedForward(6), Nd4j.rand(DataType.FLOAT, 7, 6)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("normalized")
    void batchNorms_trainToTheSameWeightsAndPredictions(String name, InputType type, INDArray features) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(new BatchNormalization())
                .layer(output())
                .setInputType(type)
                .build();
        MultiLayerNetwork plain = network(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        INDArray far = features.mul(3).addi(5);
        for (int step = 0; step < STEPS; step++) {
            plain.fit(batch(far));
            fast.fit(batch(far));
        }
        assertClose(fast.params(), plain.params(), 1e-5);
        assertClose(fast.output(far), plain.output(far), 1e-5);
    }

    /** The moments of values far from 0 against those in double precision. */
    @Test
    void batchNorm_ofValuesFarFromZero_hasTheBatchsMoments() {
        long seed = 8;
        Nd4j.getRandom().setSeed(seed);
        INDArray values = Nd4j.randn(DataType.DOUBLE, 6, 2, 9, 9).muli(0.5).addi(1000);
        INDArray asFloats = values.castTo(DataType.FLOAT);
        MultiLayerNetwork fast = accelerated(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(new BatchNormalization.Builder().decay(0).build())
                .layer(output())
                .setInputType(InputType.convolutional(9, 9, 2))
                .build());
        fast.fit(batch(asFloats));
        INDArray exact = asFloats.castTo(DataType.DOUBLE);
        for (int channel = 0; channel < 2; channel++) {
            INDArray one = exact.slice(channel, 1);
            assertThat(fast.getLayer(0).getParam("mean").getDouble(channel))
                    .as("seed %d", seed)
                    .isCloseTo(one.meanNumber().doubleValue(), within(1e-4));
            double deviation =
                    Math.pow(10, fast.getLayer(0).getParam("log10stdev").getDouble(channel));
            assertThat(deviation * deviation)
                    .as("seed %d", seed)
                    .isCloseTo(one.var(false).getDouble(0), within(1e-5));
        }
    }

    @Test
    void graph_withBatchNormsAndShortcut_trainsAndPredictsTheSame() {
        ComputationGraph plain = residual();
        ComputationGraph fast = residual();
        Network.of(fast).accelerate();
        DataSet batch = batch(images(6, 8));
        for (int step = 0; step < STEPS; step++) {
            plain.fit(batch);
            fast.fit(batch);
        }
        assertClose(fast.params(), plain.params(), 1e-5);
        assertClose(fast.outputSingle(batch.getFeatures()), plain.outputSingle(batch.getFeatures()), 1e-5);
    }

    /** Values below, at and above 0, and of more than one block; one array is a view, whose memory has gaps. */
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

    private static void assertTrainsToTheSameBits(MultiLayerConfiguration configuration) {
        assertTrainsToTheSameBits(configuration, images(7, 8));
    }

    private static void assertTrainsToTheSameBits(MultiLayerConfiguration configuration, INDArray features) {
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

    private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        assertThat(actual.sub(expected).amaxNumber().doubleValue() / scale).isLessThan(tolerance);
    }

    private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
        network.init();
        return network;
    }

    private static MultiLayerNetwork accelerated(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = network(configuration);
        Network.of(network).accelerate();
        return network;
    }

    private static List<Object> helpers(Model model) {
        return Network.of(model).layers().stream()
                .map(Layer::getHelper)
                .map(Object.class::cast)
                .toList();
    }

    private static MultiLayerConfiguration convolutions(
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

    private static ComputationGraph residual() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "in")
                .addLayer("norm", new BatchNormalization(), "first")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "in", "norm")
                .addLayer("rectified", new ActivationLayer(Activation.RELU), "sum")
                .addLayer("out", output(), "rectified")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(8, 8, 2))
                .build());
        graph.init();
        return graph;
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static DataSet batch(INDArray features) {
        int examples = (int) features.size(0);
        INDArray labels = Nd4j.zeros(examples, 3);
        for (int example = 0; example < examples; example++) {
            labels.putScalar(example, example % 3, 1);
        }
        return new DataSet(features, labels);
    }

    private static INDArray images(int examples, int side) {
        return images(examples, side, 2);
    }

    private static INDArray images(int examples, int side, int channels) {
        return images(examples, side, side, channels);
    }

    private static INDArray images(int examples, int height, int width, int channels) {
        Nd4j.getRandom().setSeed(4);
        return Nd4j.randn(DataType.FLOAT, examples, channels, height, width);
    }
}
