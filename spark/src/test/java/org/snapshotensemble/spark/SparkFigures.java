package org.snapshotensemble.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.backend.SingleThreadedOperations;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.BatchPoint;
import org.snapshotensemble.train.GradientSource;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * Measures, in local mode with two cores, what the page on Spark says: scoring, and a step of training against the computing
 * in it. A program to run by hand, not a test.
 */
final class SparkFigures {

    private static final int THREADS = 2;

    private static final int ROUNDS = 7;

    private static final List<String> PARTS = List.of("images", "rows", "training");

    private SparkFigures() {}

    /** Prints the figures of the parts named: of scoring {@code images}, of scoring {@code rows}, of {@code training}; or of all. */
    public static void main(String... arguments) throws IOException {
        List<String> parts = arguments.length == 0 ? PARTS : List.of(arguments);
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("arguments must be of " + PARTS + ", were " + parts);
        }
        Path folder = Files.createTempDirectory("spark-figures-");
        SparkConf configuration = new SparkConf()
                .setMaster("local[" + THREADS + "]")
                .setAppName("figures")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1");
        try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
            ScoringFigures scoring = new ScoringFigures(spark, THREADS, ROUNDS);
            if (parts.contains("images")) {
                scoring.measure("cnn on 28x28", run(folder.resolve("cnn"), cnn(), 784, 28), 40_000, 1, 28, 28);
            }
            if (parts.contains("rows")) {
                scoring.measure("rows of 100", run(folder.resolve("dense"), dense(256), 100, 0), 1_000_000, 100);
            }
            if (parts.contains("training")) {
                for (int width : new int[] {100, 1_000, 3_000}) {
                    training(spark, width);
                }
            }
        }
    }

    private static MultiLayerNetwork cnn() {
        NetworkShape shape = new NetworkShape(784, Optional.of(new ImageSize(28, 28, 1)), 10, Task.CLASSIFICATION);
        return (MultiLayerNetwork) Architecture.parse("cnn").network(shape, 1, new Nesterovs(0.01));
    }

    private static MultiLayerNetwork dense(int hidden) {
        return SmallRuns.wide(1, new Nesterovs(0.01), 100, hidden, 10);
    }

    private static Path run(Path folder, MultiLayerNetwork network, int values, int side) {
        DataSet examples = examples(64, values);
        INDArray features =
                side == 0 ? examples.getFeatures() : examples.getFeatures().reshape(64, 1, side, side);
        SnapshotTrainer.of(network, Schedules.snapshotCosine(0.01, 5, 5))
                .saveTo(folder)
                .epochs(5)
                .train(BatchSource.inOrder(features, examples.getLabels(), 64));
        return folder;
    }

    private static DataSet examples(int count, int values) {
        Random random = new Random(1);
        float[][] features = new float[count][values];
        float[][] labels = new float[count][10];
        for (int row = 0; row < count; row++) {
            labels[row][random.nextInt(10)] = 1;
            for (int column = 0; column < values; column++) {
                features[row][column] = random.nextFloat();
            }
        }
        return new DataSet(Nd4j.create(features), Nd4j.create(labels));
    }

    /** A step on 1024 examples in two partitions: alone, and with Spark around it. */
    private static void training(JavaSparkContext spark, int width) {
        DataSet examples = examples(1024, 100);
        MultiLayerNetwork network = dense(width);
        INDArray parameters = network.params();
        try (SparkBatches batches = SparkBatches.ofDataSets(spark.parallelize(examples.asList(), 2), 1024, 1);
                GradientSource.Computation computation = batches.begin(Network.of(network))) {
            Network alone = Network.of(dense(width));
            MultiDataSet half = examples.getRange(0, 512).toMultiDataSet();
            List<Double> steps = new ArrayList<>();
            List<Double> halves = new ArrayList<>();
            for (int round = 0; round < 60; round++) {
                int iteration = round;
                double step = ScoringFigures.seconds(
                        () -> computation.gradients(new BatchPoint(iteration, 0, iteration, 0, parameters)));
                double computing = ScoringFigures.seconds(() -> {
                    try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
                        alone.computeGradients(half, iteration, 0);
                    }
                });
                if (round >= 20) {
                    steps.add(step);
                    halves.add(computing);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "training, %d parameters: a step %.1f ms, of which half a batch computes %.1f ms; least %.1f and %.1f%n",
                    parameters.length(),
                    1e3 * ScoringFigures.median(steps),
                    1e3 * ScoringFigures.median(halves),
                    1e3 * steps.stream().min(Double::compare).orElseThrow(),
                    1e3 * halves.stream().min(Double::compare).orElseThrow());
        }
    }
}
