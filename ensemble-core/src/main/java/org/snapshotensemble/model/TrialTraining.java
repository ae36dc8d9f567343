package org.snapshotensemble.model;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;

/**
 * Tries a network that is then thrown away on two examples that are all zeros: what its configuration does not tell, it
 * says there, not after the run has begun.
 *
 * @param shape what it must take and give
 * @param outputName the output layer, as messages name it
 */
record TrialTraining(NetworkShape shape, String outputName) {

    private static final int EXAMPLES = 2;

    /**
     * Tries it.
     *
     * @throws UnfitModelException if it cannot be trained on such data, or its output means something else
     */
    void of(Model model) {
        Network network = Network.of(model);
        requireLoss(model);
        requireTask(network.outputKinds().get(0));
        if (network.learningRates(0, 0).isEmpty()) {
            throw new UnfitModelException(
                    "must have an updater with a learning rate, which the schedule sets, has none");
        }
        try {
            INDArray features = features();
            network.fit(new MultiDataSet(features, labels()));
            requireUpdate(network, features);
            requireOutput(network.output(new INDArray[] {features}, null)[0]);
        } catch (UnfitModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnfitModelException(
                    "cannot be trained on " + Arrays.toString(features().shape()) + ": " + UnfitModelException.words(e),
                    e);
        }
    }

    /** Deeplearning4j only logs that it cuts no rows into segments, and goes on without an update. */
    private static void requireUpdate(Network network, INDArray features) {
        if (network.iteration() == 0) {
            throw new UnfitModelException("cannot be trained on " + Arrays.toString(features.shape())
                    + ": it made no update; truncated back-propagation is for series alone");
        }
    }

    private void requireLoss(Model model) {
        Layer output = model instanceof MultiLayerNetwork sequential
                ? sequential.getOutputLayer()
                : ((ComputationGraph) model).getOutputLayer(0);
        if (!(output instanceof IOutputLayer)) {
            throw new UnfitModelException(outputName + " must be an output layer, which has a loss");
        }
    }

    private void requireTask(OutputKind kind) {
        if (shape.task() == Task.CLASSIFICATION && kind != OutputKind.MULTICLASS) {
            throw new UnfitModelException(outputName
                    + " must have the activation softmax, for the data has classes, its output is " + words(kind));
        }
        if (shape.task() == Task.REGRESSION && kind != OutputKind.REGRESSION) {
            throw new UnfitModelException(outputName
                    + " must have a loss for real values, such as MSE, for the data has targets, its output is "
                    + words(kind));
        }
    }

    private static String words(OutputKind kind) {
        return switch (kind) {
            case MULTICLASS -> "the probabilities of classes";
            case BINARY -> "one probability";
            case MULTILABEL -> "independent probabilities";
            case REGRESSION -> "real values";
        };
    }

    private void requireOutput(INDArray output) {
        if (!Arrays.equals(output.shape(), new long[] {EXAMPLES, shape.outputs()})) {
            throw new UnfitModelException(outputName + " must give [" + EXAMPLES + ", " + shape.outputs() + "], gives "
                    + Arrays.toString(output.shape()));
        }
        if (!Double.isFinite(output.sumNumber().doubleValue())) {
            throw new UnfitModelException(
                    outputName + " must give finite values before the training, gave some that are not");
        }
    }

    private INDArray features() {
        return shape.imageSize()
                .map(size -> Nd4j.zeros(DataType.FLOAT, EXAMPLES, size.channels(), size.height(), size.width()))
                .orElseGet(() -> Nd4j.zeros(DataType.FLOAT, EXAMPLES, shape.features()));
    }

    private INDArray labels() {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, EXAMPLES, shape.outputs());
        if (shape.task() == Task.CLASSIFICATION) {
            labels.getColumn(0).assign(1);
        }
        return labels;
    }
}
