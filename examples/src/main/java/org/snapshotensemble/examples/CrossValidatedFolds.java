package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.Contender;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;
import org.snapshotensemble.evaluation.crossval.FoldEnsemble;
import org.snapshotensemble.evaluation.crossval.FoldPrediction;
import org.snapshotensemble.evaluation.crossval.FoldSchedule;
import org.snapshotensemble.evaluation.crossval.FoldSpread;
import org.snapshotensemble.evaluation.crossval.Measure;

/**
 * Cross-validation of a network of one's own on the bundled digits, and a prediction by the members of all folds. Run it
 * with a folder for the runs.
 */
public final class CrossValidatedFolds {

    private CrossValidatedFolds() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        LabelledData digits = DataSource.parse("digits").load();
        CrossValidationReport report = crossValidate(digits, folder, 5, 10);
        FoldSpread accuracy = report.spread(Contender.ENSEMBLE, Measure.ACCURACY);
        System.out.printf(
                Locale.ROOT,
                "accuracy %.4f, standard deviation over the folds %.4f; %+.4f to the best single%n",
                accuracy.mean(),
                accuracy.standardDeviation(),
                report.difference(Measure.ACCURACY).mean());

        // All members of all folds, on images that are to be classified from now on.
        try (FoldEnsemble folds = FoldEnsemble.load(folder)) {
            FoldPrediction prediction =
                    folds.predict(digits.rows(new int[] {0, 1, 2}).features());
            System.out.printf(
                    Locale.ROOT,
                    "%d members say %d, %d and %d%n",
                    folds.size(),
                    prediction.classes()[0],
                    prediction.classes()[1],
                    prediction.classes()[2]);
        }
    }

    static CrossValidationReport crossValidate(LabelledData data, Path folder, int folds, int epochs) {
        return CrossValidation.of(() -> network(data), FoldSchedule.snapshotCosine(0.1, 5))
                .folds(folds)
                .epochs(epochs)
                .parallelism(Runtime.getRuntime().availableProcessors())
                .run(data, folder)
                .report();
    }

    /** A new network with the same first weights each time, because the seed is the same; the schedule replaces the rate. */
    private static MultiLayerNetwork network(LabelledData data) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(data.outputs())
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
        network.init();
        return network;
    }
}
