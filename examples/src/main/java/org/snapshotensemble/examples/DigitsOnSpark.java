package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.Contender;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;
import org.snapshotensemble.evaluation.crossval.FoldSchedule;
import org.snapshotensemble.evaluation.crossval.Measure;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.spark.Score;
import org.snapshotensemble.spark.SparkBatches;
import org.snapshotensemble.spark.SparkCrossValidation;
import org.snapshotensemble.spark.SparkEnsemble;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A program for {@code spark-submit}: cross-validates a network on the bundled digits, a fold a task, trains it on the
 * executors' examples, and scores them. Run it with a folder for the runs; without {@code spark-submit} it uses the cores of
 * this machine.
 */
public final class DigitsOnSpark {

    private static final int PIXELS = 64;
    private static final int CYCLES = 5;

    private DigitsOnSpark() {}

    public static void main(String[] arguments) throws IOException {
        SparkConf configuration = new SparkConf().setAppName("digits").setIfMissing("spark.master", "local[*]");
        try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
            run(spark, Path.of(arguments[0]), 10);
        }
    }

    /** Returns the share of the digits whose class is right. */
    static double run(JavaSparkContext spark, Path runs, int epochs) throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        CrossValidationReport report = crossValidate(spark, digits, runs.resolve("folds"), epochs);
        System.out.printf(
                Locale.ROOT,
                "folds: accuracy %.4f%n",
                report.spread(Contender.ENSEMBLE, Measure.ACCURACY).mean());

        // From 0 to 1, as the network takes them. A real program has its examples on the cluster already.
        INDArray pixels = digits.features().div(16);
        JavaRDD<DataSet> examples = spark.parallelize(new DataSet(pixels, digits.labels()).asList(), 4);
        train(examples, runs.resolve("trained"), epochs);

        List<Score> scores = score(spark, examples, runs.resolve("trained"));
        int[] classes = digits.classIndices();
        Score doubtful = scores.stream()
                .max(Comparator.comparingDouble(Score::uncertainty))
                .orElseThrow();
        long right = IntStream.range(0, classes.length)
                .filter(row -> scores.get(row).predictedClass().orElseThrow() == classes[row])
                .count();
        double accuracy = (double) right / classes.length;
        System.out.printf(
                Locale.ROOT,
                "trained: accuracy %.4f on what it was trained on; the members are least agreed on digit %d%n",
                accuracy,
                scores.indexOf(doubtful));
        return accuracy;
    }

    /** A fold a task: the recipe makes the same cross-validation in each executor. */
    private static CrossValidationReport crossValidate(
            JavaSparkContext spark, LabelledData digits, Path folder, int epochs) {
        return SparkCrossValidation.of(
                        spark,
                        () -> CrossValidation.of(DigitsOnSpark::network, FoldSchedule.snapshotCosine(0.1, CYCLES))
                                .folds(4)
                                .epochs(epochs))
                .run(digits, folder)
                .report();
    }

    /** The examples stay with the executors; each step brings their gradients here. */
    private static void train(JavaRDD<DataSet> examples, Path folder, int epochs) {
        try (SparkBatches batches = SparkBatches.ofDataSets(examples, 128, 1)) {
            CyclicSchedule schedule = Schedules.snapshotCosine(0.1, epochs * batches.batchesPerEpoch(), CYCLES);
            SnapshotTrainer.of(network(), schedule)
                    .saveTo(folder)
                    .epochs(epochs)
                    .train(batches);
        }
    }

    /** The ensemble goes to each executor once, and scores the examples where they are. */
    private static List<Score> score(JavaSparkContext spark, JavaRDD<DataSet> examples, Path run) {
        try (SparkEnsemble ensemble = SparkEnsemble.load(spark, run).exampleShape(1, 8, 8)) {
            JavaRDD<float[]> rows = examples.map(
                    example -> example.getFeatures().reshape(PIXELS).toFloatVector());
            return ensemble.score(rows).collect();
        }
    }

    /** A new network with the same first weights each time; the schedule replaces the rate. */
    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
        network.init();
        return network;
    }
}
