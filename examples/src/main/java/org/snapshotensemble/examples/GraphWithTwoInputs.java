package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A {@code ComputationGraph} with two inputs: the upper half of a digit and its lower half. Run it with a folder for the
 * run.
 */
public final class GraphWithTwoInputs {

    private static final int BATCH_SIZE = 32;
    private static final int CYCLES = 3;
    private static final int PIXELS = 64;
    private static final int HALF = PIXELS / 2;

    private GraphWithTwoInputs() {}

    public static void main(String[] arguments) throws IOException {
        EnsembleReport report = trainAndEvaluate(Path.of(arguments[0]), 15);
        System.out.println(
                report.ensemble().accuracy() + " against " + report.bestMember().accuracy());
    }

    static EnsembleReport trainAndEvaluate(Path runFolder, int epochs) throws IOException {
        DataParts parts = digits();
        BatchSource training = BatchSource.shuffled(halves(parts.train()), BATCH_SIZE, 1);
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, epochs * training.batchesPerEpoch(), CYCLES);
        SnapshotTrainer.of(graph(), schedule)
                .saveTo(runFolder)
                .epochs(epochs)
                .validateOn(BatchSource.inOrder(halves(parts.validation().orElseThrow()), BATCH_SIZE))
                .train(training);

        try (Ensemble ensemble = Ensemble.load(runFolder)) {
            return EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(halves(parts.test()), BATCH_SIZE));
        }
    }

    /** The class of each image, from its two halves: {@code predict} takes one array an input, in the graph's order. */
    static int[] classes(Ensemble ensemble, INDArray upper, INDArray lower) {
        return ensemble.predict(upper, lower).classes();
    }

    static DataParts digits() throws IOException {
        return DataParts.split(DataSource.parse("digits").load(), 0.2, 0.1, 1);
    }

    /** Both inputs, {@code [examples, 32]} each, with values from 0 to 1, and the labels. */
    static MultiDataSet halves(LabelledData digits) {
        INDArray rows = digits.features().reshape(digits.size(), PIXELS).div(16);
        INDArray upper =
                rows.get(NDArrayIndex.all(), NDArrayIndex.interval(0, HALF)).dup();
        INDArray lower = rows.get(NDArrayIndex.all(), NDArrayIndex.interval(HALF, PIXELS))
                .dup();
        return new MultiDataSet(new INDArray[] {upper, lower}, new INDArray[] {digits.labels()});
    }

    private static ComputationGraph graph() {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.1, 0.9)) // the trainer puts it under the schedule
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("upper", "lower")
                .setInputTypes(InputType.feedForward(HALF), InputType.feedForward(HALF))
                .addLayer("upper-features", new DenseLayer.Builder().nOut(32).build(), "upper")
                .addLayer("lower-features", new DenseLayer.Builder().nOut(32).build(), "lower")
                .addVertex("both", new MergeVertex(), "upper-features", "lower-features")
                .addLayer(
                        "digit",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "both")
                .setOutputs("digit")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }
}
