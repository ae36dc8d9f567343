package org.snapshotensemble.evaluation.crossval;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Task;

/** Three overlapping clouds in columns of very different size, a sum of the columns, and networks for them. */
public final class Clouds {

    static final int FEATURES = 4;
    static final int CLASSES = 3;

    private Clouds() {}

    public static LabelledData classification(int examples) {
        return classification(examples, "c1");
    }

    /** The same examples under another checksum, 32 times this byte. */
    static LabelledData classification(int examples, String sha256Byte) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, examples, CLASSES);
        INDArray features = features(examples, labels);
        return new LabelledData(
                features, labels, description(sha256Byte, Task.CLASSIFICATION, List.of("ant", "bee", "=cat")));
    }

    public static LabelledData regression(int examples) {
        INDArray features = features(examples, Nd4j.zeros(DataType.FLOAT, examples, CLASSES));
        INDArray labels = Nd4j.zeros(DataType.FLOAT, examples, 1);
        for (int row = 0; row < examples; row++) {
            labels.putScalar(row, 0, 1000 + 300 * features.getDouble(row, 0) - features.getDouble(row, 1));
        }
        return new LabelledData(features, labels, description(Task.REGRESSION, List.of()));
    }

    private static INDArray features(int examples, INDArray labels) {
        SplittableRandom random = new SplittableRandom(7);
        INDArray features = Nd4j.zeros(DataType.FLOAT, examples, FEATURES);
        for (int row = 0; row < examples; row++) {
            int label = row % CLASSES;
            labels.putScalar(row, label, 1);
            for (int column = 0; column < FEATURES; column++) {
                double value = (column == label ? 1 : 0) + random.nextDouble(-1, 1);
                features.putScalar(row, column, value * Math.pow(10, column));
            }
        }
        return features;
    }

    static DataDescription description(Task task, List<String> classes) {
        return description("c1", task, classes);
    }

    private static DataDescription description(String sha256Byte, Task task, List<String> classes) {
        return new DataDescription(
                "clouds", sha256Byte.repeat(32), task, List.of("a", "b", "c", "d"), classes, Optional.empty());
    }

    public static Supplier<MultiLayerNetwork> classifier() {
        return () -> network(5, LossFunction.MCXENT, Activation.SOFTMAX, CLASSES);
    }

    public static Supplier<MultiLayerNetwork> regressor() {
        return () -> network(5, LossFunction.MSE, Activation.IDENTITY, 1);
    }

    /** With dropout, whose random numbers must not depend on what else is trained. */
    static MultiLayerNetwork network(long seed, LossFunction loss, Activation activation, int outputs) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(loss)
                        .dropOut(0.9)
                        .nOut(outputs)
                        .activation(activation)
                        .build())
                .setInputType(InputType.feedForward(FEATURES))
                .build());
        network.init();
        return network;
    }
}
