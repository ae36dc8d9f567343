package org.snapshotensemble.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks that have all that makes a snapshot hard, and data for them. */
public final class TestNetworks {

    public static final int FEATURES = 5;
    public static final int CLASSES = 3;

    private TestNetworks() {}

    /** Constraint, dropout and batch norm in a {@code MultiLayerNetwork}. */
    public static MultiLayerNetwork sequential(IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(common(updater)
                .list()
                .layer(hidden())
                .layer(new BatchNormalization())
                .layer(hidden())
                .layer(output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES))
                .setInputType(InputType.feedForward(FEATURES))
                .build());
        network.init();
        return network;
    }

    /** Convolution, batch norm and pooling on images of 8 by 8 with 2 channels. */
    public static MultiLayerNetwork convolutional(IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(updater)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder().build())
                .layer(output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES))
                .setInputType(InputType.convolutional(8, 8, 2))
                .build());
        network.init();
        return network;
    }

    /** Images for {@link #convolutional}, brighter by class. */
    public static DataSet images(int examples, long seed) {
        DataSet rows = classification(examples, seed);
        SplittableRandom random = new SplittableRandom(seed);
        INDArray images = Nd4j.createUninitialized(DataType.FLOAT, examples, 2, 8, 8);
        INDArray flat = images.reshape(examples, 128);
        for (int example = 0; example < examples; example++) {
            int label = rows.getLabels().getRow(example).argMax().getInt(0);
            for (int pixel = 0; pixel < 128; pixel++) {
                flat.putScalar(example, pixel, label + random.nextDouble());
            }
        }
        return new DataSet(images, rows.getLabels());
    }

    /** {@link #sequential} as a {@code ComputationGraph}. */
    public static ComputationGraph graph(IUpdater updater) {
        ComputationGraph graph = new ComputationGraph(common(updater)
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", hidden(), "in")
                .addLayer("norm", new BatchNormalization(), "first")
                .addLayer("second", hidden(), "norm")
                .addLayer("out", output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES), "second")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(FEATURES))
                .build());
        graph.init();
        return graph;
    }

    /** Two inputs, two outputs: a classification and a regression. */
    public static ComputationGraph twoInputsTwoOutputs(IUpdater updater) {
        ComputationGraph graph = new ComputationGraph(common(updater)
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("leftHidden", hidden(), "left")
                .addLayer("rightHidden", hidden(), "right")
                .addVertex("merged", new MergeVertex(), "leftHidden", "rightHidden")
                .addLayer("classes", output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES), "merged")
                .addLayer("target", output(LossFunction.MSE, Activation.IDENTITY, 2), "merged")
                .setOutputs("classes", "target")
                .setInputTypes(InputType.feedForward(FEATURES), InputType.feedForward(FEATURES))
                .build());
        graph.init();
        return graph;
    }

    /** A plain network without randomness, for whatever output. */
    public static MultiLayerNetwork plain(IUpdater updater, LossFunction loss, Activation activation, int outputs) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(11)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build())
                .layer(output(loss, activation, outputs))
                .setInputType(InputType.feedForward(FEATURES))
                .build());
        network.init();
        return network;
    }

    /** A recurrent network that cuts its series into segments. */
    public static MultiLayerNetwork recurrent(IUpdater updater, int segmentLength) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(updater)
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(3))
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(segmentLength)
                .build());
        network.init();
        return network;
    }

    /** Series of three features, {@code [examples, 3, steps]}, every step of the second of two classes. */
    public static DataSet series(int examples, int steps) {
        SplittableRandom random = new SplittableRandom(5);
        INDArray features = Nd4j.createFromArray(
                        random.doubles((long) examples * 3 * steps).toArray())
                .castTo(DataType.FLOAT)
                .reshape(examples, 3, steps);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, examples, 2, steps);
        labels.slice(1, 1).assign(1);
        return new DataSet(features, labels);
    }

    /** Either kind of network by its class's simple name. */
    public static Model byKind(String kind, IUpdater updater) {
        return switch (kind) {
            case "MultiLayerNetwork" -> sequential(updater);
            case "ComputationGraph" -> graph(updater);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static NeuralNetConfiguration.Builder common(IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .l2(1e-3)
                .constrainWeights(new MaxNormConstraint(0.5, 1));
    }

    private static DenseLayer hidden() {
        return new DenseLayer.Builder()
                .nOut(8)
                .activation(Activation.RELU)
                .dropOut(new Dropout(0.7))
                .build();
    }

    private static OutputLayer output(LossFunction loss, Activation activation, int outputs) {
        return new OutputLayer.Builder(loss)
                .nOut(outputs)
                .activation(activation)
                .build();
    }

    /** Three clouds, {@code [examples, FEATURES]} and one-hot labels. */
    public static DataSet classification(int examples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray features = Nd4j.create(DataType.FLOAT, examples, FEATURES);
        INDArray labels = Nd4j.create(DataType.FLOAT, examples, CLASSES);
        for (int example = 0; example < examples; example++) {
            int label = random.nextInt(CLASSES);
            labels.putScalar(example, label, 1);
            for (int feature = 0; feature < FEATURES; feature++) {
                double center = feature % CLASSES == label ? 1.5 : 0;
                features.putScalar(example, feature, center + random.nextDouble(-1, 1));
            }
        }
        return new DataSet(features, labels);
    }

    /** Batches of the data in order, the last one short; it can be reset. */
    public static DataSetIterator batches(DataSet data, int batchSize) {
        List<DataSet> batches = new ArrayList<>();
        for (int from = 0; from < data.numExamples(); from += batchSize) {
            int to = Math.min(from + batchSize, data.numExamples());
            batches.add((DataSet) data.getRange(from, to));
        }
        return new ExistingDataSetIterator(batches);
    }

    /** The same examples on two inputs, with classes and two targets. */
    public static MultiDataSet twoInputsTwoOutputs(int examples, long seed) {
        DataSet left = classification(examples, seed);
        DataSet right = classification(examples, seed + 1);
        INDArray targets = left.getFeatures()
                .get(NDArrayIndex.all(), NDArrayIndex.interval(0, 2))
                .dup();
        return new org.nd4j.linalg.dataset.MultiDataSet(
                new INDArray[] {left.getFeatures(), right.getFeatures()}, new INDArray[] {left.getLabels(), targets});
    }
}
