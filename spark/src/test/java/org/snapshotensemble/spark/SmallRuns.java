package org.snapshotensemble.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.train.SnapshotTrainer;

/** Runs on the bundled digits, trained in a moment. */
public final class SmallRuns {

    private static final int CYCLES = 3;

    private SmallRuns() {}

    /** All digits, {@code [examples, 1, 8, 8]}. */
    public static LabelledData digits() {
        try {
            return DataSource.parse("digits").load();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first digits. */
    public static LabelledData digits(int count) {
        return digits().rows(IntStream.range(0, count).toArray());
    }

    /** The pixels of each digit, as the source has them. */
    public static float[][] rows(LabelledData data) {
        return data.features().reshape(data.size(), 64).toFloatMatrix();
    }

    /** A run of three snapshots, whose features go from 0 to 1. */
    public static Path digitsRun(Path folder) {
        LabelledData digits = digits(600);
        Scaling scaling = Scaling.ofFeatures(Preprocessing.fit(Preprocessing.Kind.RANGE, digits.features()));
        SnapshotTrainer.of(convolutional(3), Schedules.snapshotCosine(0.05, 2 * 19 * CYCLES, CYCLES))
                .saveTo(folder)
                .epochs(2 * CYCLES)
                .data(DataRecord.of(
                        digits.description(), scaling, new SplitRecord(0, 0, 1, Optional.empty()), Optional.empty()))
                .train(BatchSource.shuffled(digits, scaling, 32, 1));
        return folder;
    }

    /** A convolution on digits, the same weights for the same seed. */
    public static MultiLayerNetwork convolutional(long seed) {
        return initialized(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Nesterovs(0.05))
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(8).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1)));
    }

    /** A network on rows. */
    public static MultiLayerNetwork dense(
            long seed, IUpdater updater, double l2, int inputs, LossFunction loss, Activation activation, int outputs) {
        return initialized(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .l2(l2)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(12)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(loss)
                        .nOut(outputs)
                        .activation(activation)
                        .build())
                .setInputType(InputType.feedForward(inputs)));
    }

    /** A classifier of rows with as many units as it is asked for. */
    public static MultiLayerNetwork wide(long seed, IUpdater updater, int inputs, int hidden, int classes) {
        return initialized(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(hidden)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(classes)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(inputs)));
    }

    private static MultiLayerNetwork initialized(NeuralNetConfiguration.ListBuilder layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }
}
