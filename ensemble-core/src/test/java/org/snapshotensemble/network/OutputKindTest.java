package org.snapshotensemble.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class OutputKindTest {

    private static final InputType ROWS = InputType.feedForward(5);
    private static final InputType SERIES = InputType.recurrent(5);
    private static final InputType IMAGES = InputType.convolutional(4, 4, 1);
    private static final InputType VOLUMES = InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 4, 4, 4, 1);

    static Stream<Arguments> outputs() {
        return Stream.of(
                Arguments.of(ROWS, dense(3), output(LossFunction.MCXENT, Activation.SOFTMAX, 3), OutputKind.MULTICLASS),
                Arguments.of(ROWS, dense(3), output(LossFunction.XENT, Activation.SIGMOID, 1), OutputKind.BINARY),
                Arguments.of(ROWS, dense(3), output(LossFunction.XENT, Activation.SIGMOID, 3), OutputKind.MULTILABEL),
                Arguments.of(ROWS, dense(3), output(LossFunction.MSE, Activation.IDENTITY, 3), OutputKind.REGRESSION),
                Arguments.of(ROWS, dense(3), loss(LossFunction.MCXENT, Activation.SOFTMAX), OutputKind.MULTICLASS),
                Arguments.of(ROWS, dense(1), loss(LossFunction.XENT, Activation.SIGMOID), OutputKind.BINARY),
                Arguments.of(ROWS, dense(3), loss(LossFunction.XENT, Activation.SIGMOID), OutputKind.MULTILABEL),
                Arguments.of(SERIES, recurrent(), seriesLoss(), OutputKind.MULTICLASS),
                Arguments.of(
                        IMAGES,
                        convolution(),
                        imageLoss(LossFunction.MCXENT, Activation.SOFTMAX),
                        OutputKind.MULTICLASS),
                Arguments.of(
                        IMAGES, convolution(), imageLoss(LossFunction.XENT, Activation.SIGMOID), OutputKind.MULTILABEL),
                Arguments.of(
                        IMAGES, convolution(), imageLoss(LossFunction.MSE, Activation.IDENTITY), OutputKind.REGRESSION),
                Arguments.of(VOLUMES, volumes(), volumeLoss(), OutputKind.MULTICLASS));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void outputKinds_areReadOffWhateverLayerHasTheLoss(InputType input, Layer hidden, Layer last, OutputKind kind) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(hidden)
                .layer(last)
                .setInputType(input)
                .build());
        network.init();
        assertThat(Network.of(network).outputKinds()).containsExactly(kind);
    }

    static Stream<Arguments> valuesLast() {
        return Stream.of(
                Arguments.of(
                        InputType.recurrent(5, RNNFormat.NWC),
                        recurrent(),
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "NWC"),
                Arguments.of(
                        InputType.convolutional(4, 4, 1, CNN2DFormat.NHWC),
                        new ConvolutionLayer.Builder(1, 1)
                                .nOut(2)
                                .dataFormat(CNN2DFormat.NHWC)
                                .build(),
                        imageLoss(LossFunction.MCXENT, Activation.SOFTMAX),
                        "NHWC"));
    }

    @ParameterizedTest
    @MethodSource("valuesLast")
    void valuesInTheLastDimension_areRefused(InputType input, Layer hidden, Layer last, String format) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(hidden)
                .layer(last)
                .setInputType(input)
                .build());
        network.init();
        assertThatThrownBy(() -> Network.of(network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network must give [examples, values, …], but its output layer has the data format "
                        + format + ", in which the values of an example, its classes or targets, come last");
        ComputationGraph graph = network.toComputationGraph();
        assertThatThrownBy(() -> Network.of(graph)).hasMessageContaining(format);
    }

    private static Layer dense(int outputs) {
        return new DenseLayer.Builder().nOut(outputs).build();
    }

    private static Layer recurrent() {
        return new LSTM.Builder().nOut(2).build();
    }

    private static Layer convolution() {
        return new ConvolutionLayer.Builder(1, 1).nOut(2).build();
    }

    private static Layer volumes() {
        return new Convolution3D.Builder(1, 1, 1).nOut(2).build();
    }

    private static Layer output(LossFunction loss, Activation activation, int outputs) {
        return new OutputLayer.Builder(loss)
                .nOut(outputs)
                .activation(activation)
                .build();
    }

    private static Layer loss(LossFunction loss, Activation activation) {
        return new LossLayer.Builder(loss).activation(activation).build();
    }

    private static Layer seriesLoss() {
        return new RnnLossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static Layer imageLoss(LossFunction loss, Activation activation) {
        return new CnnLossLayer.Builder(loss).activation(activation).build();
    }

    private static Layer volumeLoss() {
        return new Cnn3DLossLayer.Builder(Convolution3D.DataFormat.NCDHW)
                .lossFunction(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
