package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Task;

/** Whether a file fits the data is found out before anything is trained. */
final class ConfigurationFitTest {

    private static final NetworkShape ROWS =
            new NetworkShape(ModelFiles.FEATURES, Optional.empty(), ModelFiles.CLASSES, Task.CLASSIFICATION);
    private static final NetworkShape TARGETS =
            new NetworkShape(ModelFiles.FEATURES, Optional.empty(), ModelFiles.CLASSES, Task.REGRESSION);
    private static final NetworkShape IMAGES =
            new NetworkShape(60, Optional.of(new ImageSize(6, 5, 2)), ModelFiles.CLASSES, Task.CLASSIFICATION);
    private static final Nesterovs IGNORED = new Nesterovs(0.05, 0.9);

    @TempDir
    private Path folder;

    private Architecture parse(String json) {
        return Architecture.parse(ModelFiles.write(folder, "net.json", json).toString());
    }

    private static String rows() {
        return ModelFiles.rows(ModelFiles.FEATURES, ModelFiles.classes(ModelFiles.CLASSES));
    }

    private static String graph() {
        return ModelFiles.graph(new Adam(0.5)).build().toJson();
    }

    private void assertRefused(String json, NetworkShape shape, String message) {
        Architecture architecture = parse(json);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> architecture.check(shape))
                .withMessage(folder.resolve("net.json") + ": " + message);
    }

    @Test
    void check_regressionAndImages_arePassed() {
        parse(ModelFiles.rows(ModelFiles.FEATURES, ModelFiles.output(LossFunction.MSE, Activation.IDENTITY, 3)))
                .check(TARGETS);
        parse(ModelFiles.images(6, 5, 2)).check(IMAGES);
    }

    @Test
    void network_imagesForALayerThatTakesRows_areFlattened() {
        MultiLayerNetwork network = (MultiLayerNetwork)
                parse(ModelFiles.rows(60, ModelFiles.classes(3))).network(IMAGES, 1, IGNORED);
        assertThat(network.getLayerWiseConfigurations().getInputPreProcess(0).toString())
                .contains("CnnToFeedForward");
        assertThat(network.numParams()).isEqualTo(61 * 6 + 7 * 3);
        parse(ModelFiles.rows(60, ModelFiles.classes(3))).check(IMAGES);
    }

    private static String unequalBranches() {
        String json = ModelFiles.start(new Adam(0.5))
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("in")
                .addLayer("one", new ConvolutionLayer.Builder(1, 1).nOut(64).build(), "in")
                .addLayer("two", new ConvolutionLayer.Builder(1, 1).nOut(64).build(), "in")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "one", "two")
                .addLayer("out", ModelFiles.classes(3), "sum")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .build()
                .toJson();
        int second = json.indexOf("\"two\" : {", json.indexOf("\"vertices\""));
        int stride = json.indexOf("\"stride\" : [ 1, 1 ]", second);
        return json.substring(0, stride) + json.substring(stride).replaceFirst("1, 1", "2, 2");
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                arguments(
                        "cannot be trained on [2, 4]: it made no update; truncated back-propagation is for series alone",
                        rows().replaceFirst("(\"backpropType\" : )\"Standard\"", "$1\"TruncatedBPTT\""),
                        ROWS),
                arguments(
                        "layer 1 (OutputLayer) must give finite values before the training, gave some that are not",
                        rows().replaceFirst("\"biasInit\" : 0.0", "\"biasInit\" : \"NaN\""),
                        ROWS),
                arguments(
                        "layer 0 (DenseLayer) must have nIn 4, for it gets rows of 4 values, has 7",
                        ModelFiles.rows(7, ModelFiles.classes(3)),
                        ROWS),
                arguments(
                        "layer 0 (DenseLayer) must have nIn 60, for it gets rows of 60 values, has 4", rows(), IMAGES),
                arguments(
                        "layer 1 (OutputLayer) must have nOut 3, one a class of the data, has 10",
                        ModelFiles.rows(4, ModelFiles.classes(10)),
                        ROWS),
                arguments(
                        "layer 1 (OutputLayer) must have nOut 3, one a target of the data, has 1",
                        ModelFiles.rows(4, ModelFiles.output(LossFunction.MSE, Activation.IDENTITY, 1)),
                        TARGETS),
                arguments(
                        "layer 1 (OutputLayer) must have the activation softmax, for the data has classes, its output"
                                + " is real values",
                        ModelFiles.rows(4, ModelFiles.output(LossFunction.MSE, Activation.IDENTITY, 3)),
                        ROWS),
                arguments(
                        "layer 1 (OutputLayer) must have the activation softmax, for the data has classes, its output"
                                + " is independent probabilities",
                        ModelFiles.rows(4, ModelFiles.output(LossFunction.XENT, Activation.SIGMOID, 3)),
                        ROWS),
                arguments(
                        "layer 1 (OutputLayer) must have a loss for real values, such as MSE, for the data has targets,"
                                + " its output is the probabilities of classes",
                        rows(),
                        TARGETS),
                arguments(
                        "layer 0 (ConvolutionLayer) must have nIn 2, for it gets images of 2 x 6 x 5 (channels, height,"
                                + " width), has 3",
                        ModelFiles.images(6, 5, 3),
                        IMAGES),
                arguments(
                        "layer 2 (OutputLayer) must have nIn 48, for it gets rows of 48 values, has 144",
                        ModelFiles.images(8, 8, 2),
                        IMAGES),
                arguments(
                        "layer 0 (ConvolutionLayer) cannot take rows of 4 values: Invalid input for Convolution layer"
                                + " (layer name=\"layer0\"): Expected CNN input, got InputTypeFeedForward(4)",
                        ModelFiles.images(6, 5, 2),
                        ROWS),
                arguments(
                        "layer 1 (DenseLayer) must be an output layer, which has a loss",
                        ModelFiles.start(new Adam(0.5))
                                .list()
                                .layer(new DenseLayer.Builder().nIn(4).nOut(4).build())
                                .layer(new DenseLayer.Builder().nIn(4).nOut(3).build())
                                .build()
                                .toJson(),
                        ROWS),
                arguments(
                        "must have an updater with a learning rate, which the schedule sets, has none",
                        ModelFiles.graph(new AdaDelta()).build().toJson(),
                        ROWS),
                arguments(
                        "layer \"hidden\" (DenseLayer) must have nIn 60, for it gets rows of 60 values, has 4",
                        graph(),
                        IMAGES),
                arguments(
                        "must have 1 input, has 2 [in, other]",
                        ModelFiles.graph(new Adam(0.5))
                                .addInputs("other")
                                .addLayer(
                                        "unused",
                                        new DenseLayer.Builder().nIn(4).nOut(4).build(),
                                        "other")
                                .addLayer("second", ModelFiles.classes(3), "unused")
                                .setOutputs("out", "second")
                                .setInputTypes(InputType.feedForward(4))
                                .build()
                                .toJson(),
                        ROWS),
                arguments(
                        "must have 1 output, has 2 [out, second]",
                        ModelFiles.graph(new Adam(0.5))
                                .addLayer("second", ModelFiles.classes(3), "sum")
                                .setOutputs("out", "second")
                                .build()
                                .toJson(),
                        ROWS),
                arguments(
                        "Invalid configuration: disconnected vertices found - [hidden]",
                        graph().replace("[ \"in\", \"hidden\" ]", "[ \"in\", \"in\" ]"),
                        ROWS),
                arguments(
                        "every vertex must be reached from the input, not all are",
                        graph().replace("[ \"in\", \"hidden\" ]", "[ \"in\", \"hidden\", \"out\" ]"),
                        ROWS),
                arguments(
                        "layer 0 (DenseLayer) must have nOut > 0, has 0",
                        rows().replaceFirst("\"nout\" : 6", "\"nout\" : 0"),
                        ROWS),
                arguments(
                        "layer 1 (OutputLayer) must have a lossFn, has none",
                        rows().replace("\"lossFn\"", "\"nothing\""),
                        ROWS),
                arguments(
                        "vertex \"sum\" (ElementWiseVertex) cannot take what it gets: Invalid input: ElementWise vertex"
                                + " cannot process CNN activations of different sizes:first [channels,width,height] ="
                                + " [64,8,8], input 1 = [64,4,4]",
                        unequalBranches(),
                        new NetworkShape(64, Optional.of(new ImageSize(8, 8, 1)), 3, Task.CLASSIFICATION)),
                arguments("must have a layer, has none", "{\"confs\": []}", ROWS),
                arguments(
                        "layer \"out\" (OutputLayer) must have nOut 5, one a class of the data, has 3",
                        graph(),
                        new NetworkShape(ModelFiles.FEATURES, Optional.empty(), 5, Task.CLASSIFICATION)),
                arguments(
                        "must have at most 500000000 parameters, has more",
                        ModelFiles.start(new Adam(0.5))
                                .list()
                                .layer(new DenseLayer.Builder()
                                        .nIn(4)
                                        .nOut(18_000)
                                        .build())
                                .layer(new DenseLayer.Builder().nOut(18_000).build())
                                .layer(new DenseLayer.Builder().nOut(18_000).build())
                                .layer(ModelFiles.classes(3))
                                .build()
                                .toJson(),
                        ROWS),
                arguments(
                        "must have at most 500000000 parameters, has more",
                        ModelFiles.start(new Adam(0.5))
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer(
                                        "a",
                                        new DenseLayer.Builder().nOut(18_000).build(),
                                        "in")
                                .addLayer(
                                        "b",
                                        new DenseLayer.Builder().nOut(18_000).build(),
                                        "a")
                                .addLayer(
                                        "c",
                                        new DenseLayer.Builder().nOut(18_000).build(),
                                        "b")
                                .addLayer("out", ModelFiles.classes(3), "c")
                                .setOutputs("out")
                                .setInputTypes(InputType.feedForward(ModelFiles.FEATURES))
                                .build()
                                .toJson(),
                        ROWS),
                arguments(
                        "must have at most 500000000 parameters, has more",
                        ModelFiles.start(new Adam(0.5))
                                .list()
                                .layer(new DenseLayer.Builder()
                                        .nIn(4)
                                        .nOut(1_000_000_000)
                                        .build())
                                .layer(ModelFiles.classes(3))
                                .build()
                                .toJson(),
                        ROWS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void check_unfitFile_isRefusedInOneLineThatNamesTheLayer(String message, String json, NetworkShape shape) {
        assertRefused(json, shape, message);
    }

    @Test
    void check_rowsForARecurrentLayer_areRefusedWithWhatItGets() {
        Architecture architecture = parse(ModelFiles.start(new Adam(0.5))
                .list()
                .layer(new LSTM.Builder().nIn(4).nOut(4).build())
                .layer(new DenseLayer.Builder().nIn(4).nOut(4).build())
                .layer(ModelFiles.classes(3))
                .build()
                .toJson());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> architecture.check(ROWS))
                .withMessageStartingWith(
                        folder.resolve("net.json") + ": layer 0 (LSTM) cannot take rows of 4 values: ");
    }

    @Test
    void check_lossThatCannotBeComputed_isFoundByTheTrial() {
        INDArray weights = Nd4j.ones(1, 7);
        OutputLayer output = new OutputLayer.Builder(new LossMCXENT(weights))
                .activation(Activation.SOFTMAX)
                .nOut(ModelFiles.CLASSES)
                .build();
        Architecture architecture = parse(ModelFiles.rows(ModelFiles.FEATURES, output));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> architecture.check(ROWS))
                .withMessageStartingWith(folder.resolve("net.json") + ": cannot be trained on [2, 4]: ");
    }

    @Test
    void check_classThatDeeplearning4jHasNot_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(
                                "{\"confs\": [{\"layer\": {\"@class\": \"org.deeplearning4j.nn.conf.layers.None\"}}]}")
                        .check(ROWS))
                .withMessage(
                        folder.resolve("net.json") + ": /confs/0/layer/@class must be a class of Deeplearning4j, was"
                                + " org.deeplearning4j.nn.conf.layers.None");
    }
}
