package org.snapshotensemble.examples;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.ensemble.Prediction;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A regression: {@code y = sin(3 a) + b + noise}, with {@code a} and {@code b} from -1 to 1. The network is told nothing
 * of it; a regression is what an output layer with a squared error is. Run it with a folder for the run.
 */
public final class Regression {

    /** The standard deviation of the noise: no model's RMSE on new data stays below it for long. */
    static final double NOISE = 0.1;

    private static final int BATCH_SIZE = 32;
    private static final int CYCLES = 4;

    private Regression() {}

    public static void main(String[] arguments) {
        Path runFolder = Path.of(arguments[0]);
        EnsembleReport report = trainAndEvaluate(runFolder, 40);
        System.out.printf(
                Locale.ROOT,
                "RMSE %.4f against %.4f, R² %.4f%n",
                report.ensemble().rmse(),
                report.bestMember().rmse(),
                report.ensemble().r2());
        try (Ensemble ensemble = load(runFolder)) {
            Prediction prediction = ensemble.predict(Nd4j.createFromArray(new float[][] {{0.5f, 0.5f}}));
            System.out.printf(
                    Locale.ROOT,
                    "sin(1.5) + 0.5 is about %.3f, the members are %.3f apart%n",
                    prediction.output().getDouble(0),
                    prediction.spread().getDouble(0));
        }
    }

    static EnsembleReport trainAndEvaluate(Path runFolder, int epochs) {
        BatchSource training = BatchSource.shuffled(examples(1_000, 1), BATCH_SIZE, 1);
        CyclicSchedule schedule = Schedules.snapshotCosine(0.02, epochs * training.batchesPerEpoch(), CYCLES);
        SnapshotTrainer.of(network(), schedule)
                .saveTo(runFolder)
                .epochs(epochs)
                .validateOn(BatchSource.inOrder(examples(200, 2), BATCH_SIZE))
                .train(training);

        try (Ensemble ensemble = load(runFolder)) {
            return EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(examples(1_000, 3), BATCH_SIZE));
        }
    }

    /** The last three members: after the first cycle this network is still far off, and a mean would suffer from it. */
    private static Ensemble load(Path runFolder) {
        return Ensemble.load(runFolder, MemberSelection.last(3));
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam()) // its rate is the schedule's, which the trainer puts it under
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(32)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        return network;
    }

    /** Features {@code [examples, 2]} and labels {@code [examples, 1]}. */
    private static MultiDataSet examples(int count, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[count][2];
        float[][] labels = new float[count][1];
        for (int example = 0; example < count; example++) {
            double a = random.nextDouble() * 2 - 1;
            double b = random.nextDouble() * 2 - 1;
            features[example] = new float[] {(float) a, (float) b};
            labels[example][0] = (float) (Math.sin(3 * a) + b + NOISE * random.nextGaussian());
        }
        INDArray x = Nd4j.createFromArray(features);
        INDArray y = Nd4j.createFromArray(labels);
        return new MultiDataSet(x, y);
    }
}
