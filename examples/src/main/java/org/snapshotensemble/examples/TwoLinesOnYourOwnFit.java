package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.SplitTestAndTrain;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.train.Dl4jSchedule;

/** A training of your own, with the two lines that make it leave an ensemble. Run it with a folder for the run. */
public final class TwoLinesOnYourOwnFit {

    private static final int BATCH_SIZE = 32;

    private TwoLinesOnYourOwnFit() {}

    public static void main(String[] arguments) throws IOException {
        EnsembleReport report = trainAndEvaluate(Path.of(arguments[0]), 20);
        System.out.println(
                report.ensemble().accuracy() + " against " + report.bestMember().accuracy());
    }

    static EnsembleReport trainAndEvaluate(Path runFolder, int epochs) throws IOException {
        SplitTestAndTrain split = digits().splitTestAndTrain(0.8);
        DataSetIterator train = batches(split.getTrain());
        DataSetIterator test = batches(split.getTest());
        int batchesPerEpoch = (split.getTrain().numExamples() + BATCH_SIZE - 1) / BATCH_SIZE;

        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, epochs * batchesPerEpoch, 5);
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(Dl4jSchedule.of(schedule), 0.9)) // the first line
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(64))
                .build());
        net.init();
        net.addListeners(SnapshotListener.saveTo(runFolder, schedule)); // the second line
        net.fit(train, epochs);

        try (Ensemble ensemble = Ensemble.load(runFolder)) {
            return EnsembleEvaluator.evaluate(ensemble, test);
        }
    }

    private static DataSet digits() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        DataSet data = new DataSet(digits.features().reshape(digits.size(), 64).div(16), digits.labels());
        data.shuffle(1);
        return data;
    }

    /** An iterator of Deeplearning4j's own: from single examples it makes batches, the last of them shorter. */
    private static DataSetIterator batches(DataSet data) {
        return new ListDataSetIterator<>(data.asList(), BATCH_SIZE);
    }
}
