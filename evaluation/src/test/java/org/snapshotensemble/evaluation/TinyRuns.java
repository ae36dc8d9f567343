package org.snapshotensemble.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.train.SnapshotTrainer;

/** Real runs of tiny networks, trained in a moment. */
final class TinyRuns {

    static final int FEATURES = 4;
    static final int CLASSES = 3;

    private TinyRuns() {}

    /** Three cycles of a softmax classifier, with validation figures. */
    static Path classifier(Path folder) {
        trainer(softmax(), snapshots(), folder)
                .data(animals())
                .validateOn(BatchSource.inOrder(classification(40, 2), 40))
                .train(BatchSource.inOrder(classification(60, 1), 20));
        return folder;
    }

    /** The same budget under a constant rate: one snapshot, no validation figures. */
    static Path baseline(Path folder) {
        trainer(softmax(), Schedules.constant(0.05), folder)
                .data(animals())
                .train(BatchSource.inOrder(classification(60, 1), 20));
        return folder;
    }

    /** Three cycles of a classifier whose rectifiers are dead from the beginning. */
    static Path dead(Path folder) {
        DenseLayer hidden = new DenseLayer.Builder()
                .nOut(6)
                .activation(Activation.RELU)
                .biasInit(-100)
                .build();
        trainer(network(hidden, output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES)), snapshots(), folder)
                .train(BatchSource.inOrder(classification(60, 1), 20));
        return folder;
    }

    /** Three cycles of a classifier whose hidden units add the features up without a bound. */
    static Path adding(Path folder) {
        DenseLayer hidden = new DenseLayer.Builder()
                .nOut(6)
                .activation(Activation.RELU)
                .weightInit(WeightInit.ONES)
                .build();
        trainer(network(hidden, output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES)), snapshots(), folder)
                .train(BatchSource.inOrder(classification(60, 1), 20));
        return folder;
    }

    /** Three cycles of a classifier with a single sigmoid column, without validation figures. */
    static Path binary(Path folder) {
        trainer(network(LossFunction.XENT, Activation.SIGMOID, 1), snapshots(), folder)
                .train(BatchSource.inOrder(binary(60, 1), 20));
        return folder;
    }

    /** Three cycles of two independent labels. */
    static Path multiLabel(Path folder) {
        MultiDataSet data = classification(60, 1);
        trainer(network(LossFunction.XENT, Activation.SIGMOID, CLASSES), snapshots(), folder)
                .train(BatchSource.inOrder(data, 20));
        return folder;
    }

    /** Three cycles of a graph with a classification and a regression of two columns. */
    static Path twoOutputs(Path folder) {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05))
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", hidden(), "in")
                .addLayer("class", output(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES), "hidden")
                .addLayer("values", output(LossFunction.MSE, Activation.IDENTITY, 2), "hidden")
                .setOutputs("class", "values")
                .setInputTypes(InputType.feedForward(FEATURES))
                .build());
        graph.init();
        trainer(graph, snapshots(), folder)
                .data(animals())
                .validateOn(BatchSource.inOrder(twoOutputs(40, 2), 40))
                .train(BatchSource.inOrder(twoOutputs(60, 1), 20));
        return folder;
    }

    /** Three cycles of a regression of two columns, with validation figures. */
    static Path regression(Path folder) {
        trainer(network(LossFunction.MSE, Activation.IDENTITY, 2), snapshots(), folder)
                .validateOn(BatchSource.inOrder(regression(40, 2), 40))
                .train(BatchSource.inOrder(regression(60, 1), 20));
        return folder;
    }

    /** Three cycles of a regression of two columns, which learns them standardized. */
    static Path scaledRegression(Path folder) {
        MultiDataSet data = regression(60, 1);
        Preprocessing targets = Preprocessing.fit(Preprocessing.Kind.STANDARDIZE, data.getLabels(0));
        trainer(network(LossFunction.MSE, Activation.IDENTITY, 2), snapshots(), folder)
                .scaling(new Scaling(Preprocessing.none(), targets))
                .train(BatchSource.inOrder(data.getFeatures(0), targets.apply(data.getLabels(0)), 20));
        return folder;
    }

    /** Three cycles of a classifier of each step of a series. */
    static Path series(Path folder) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05))
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(FEATURES))
                .build());
        network.init();
        trainer(network, snapshots(), folder).train(BatchSource.inOrder(series(), 3));
        return folder;
    }

    static MultiDataSet classification(int examples, long seed) {
        return twoOutputsOnly(twoOutputs(examples, seed), 0);
    }

    static MultiDataSet regression(int examples, long seed) {
        return twoOutputsOnly(twoOutputs(examples, seed), 1);
    }

    static MultiDataSet binary(int examples, long seed) {
        MultiDataSet data = classification(examples, seed);
        INDArray first = data.getLabels(0).getColumn(0, true).dup();
        return new org.nd4j.linalg.dataset.MultiDataSet(data.getFeatures(0), first);
    }

    /** Three overlapping clouds, and two noisy sums of the features. */
    static MultiDataSet twoOutputs(int examples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        INDArray features = Nd4j.zeros(DataType.FLOAT, examples, FEATURES);
        INDArray classes = Nd4j.zeros(DataType.FLOAT, examples, CLASSES);
        INDArray values = Nd4j.zeros(DataType.FLOAT, examples, 2);
        for (int row = 0; row < examples; row++) {
            int label = random.nextInt(CLASSES);
            classes.putScalar(row, label, 1);
            for (int column = 0; column < FEATURES; column++) {
                features.putScalar(row, column, (column == label ? 1 : 0) + random.nextDouble(-1, 1));
            }
            values.putScalar(row, 0, features.getDouble(row, 0) + features.getDouble(row, 1));
            values.putScalar(row, 1, label + random.nextDouble(-0.2, 0.2));
        }
        return new org.nd4j.linalg.dataset.MultiDataSet(new INDArray[] {features}, new INDArray[] {classes, values});
    }

    /** Six series of five steps. */
    static MultiDataSet series() {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 6, 2, 5);
        labels.slice(0, 1).assign(1);
        return new org.nd4j.linalg.dataset.MultiDataSet(Nd4j.ones(DataType.FLOAT, 6, FEATURES, 5), labels);
    }

    /** A record of data whose classes have names. */
    private static DataRecord animals() {
        DataDescription description = new DataDescription(
                "animals",
                "ab".repeat(32),
                Task.CLASSIFICATION,
                List.of("a", "b", "c", "d"),
                List.of("cat", "dog", "owl"),
                Optional.empty());
        return DataRecord.of(
                description, Preprocessing.none(), new DataRecord.SplitRecord(0.2, 0.1, 1), Optional.empty());
    }

    private static MultiDataSet twoOutputsOnly(MultiDataSet data, int output) {
        return new org.nd4j.linalg.dataset.MultiDataSet(data.getFeatures(0), data.getLabels(output));
    }

    private static Schedule snapshots() {
        return Schedules.snapshotCosine(0.1, 36, 3);
    }

    private static SnapshotTrainer trainer(Model network, Schedule schedule, Path folder) {
        return SnapshotTrainer.of(network, schedule).saveTo(folder).epochs(12);
    }

    private static MultiLayerNetwork softmax() {
        return network(LossFunction.MCXENT, Activation.SOFTMAX, CLASSES);
    }

    private static MultiLayerNetwork network(LossFunction loss, Activation activation, int outputs) {
        return network(hidden(), output(loss, activation, outputs));
    }

    private static MultiLayerNetwork network(DenseLayer hidden, OutputLayer output) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05))
                .list()
                .layer(hidden)
                .layer(output)
                .setInputType(InputType.feedForward(FEATURES))
                .build());
        network.init();
        return network;
    }

    private static DenseLayer hidden() {
        return new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build();
    }

    private static OutputLayer output(LossFunction loss, Activation activation, int outputs) {
        return new OutputLayer.Builder(loss)
                .nOut(outputs)
                .activation(activation)
                .build();
    }
}
