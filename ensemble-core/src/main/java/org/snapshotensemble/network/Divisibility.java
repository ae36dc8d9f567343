package org.snapshotensemble.network;

import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;

/** Whether the gradients of a batch are the sum of those of its parts. */
final class Divisibility {

    /** The output layers that sum over the examples; others, and a person's own, may look at the batch as a whole. */
    private static final Set<Class<?>> SUMMING = Set.of(
            OutputLayer.class,
            RnnOutputLayer.class,
            LossLayer.class,
            RnnLossLayer.class,
            CnnLossLayer.class,
            Cnn3DLossLayer.class);

    private static final String LOSSES = LossFMeasure.class.getPackageName();

    private Divisibility() {}

    static Optional<String> whyNot(Network network) {
        if (network.segmentLength().isPresent()) {
            return Optional.of("cuts its series into segments (truncated back-propagation)");
        }
        return network.layers().stream()
                .map(Divisibility::whyNot)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> whyNot(Layer layer) {
        NeuralNetConfiguration configuration = layer.conf();
        if (!configuration.isMiniBatch()) {
            return Optional.of("sums its gradients over the batch (miniBatch(false))");
        }
        if (configuration.getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
            return Optional.of("is optimized by " + configuration.getOptimizationAlgo()
                    + ", which takes several gradients an iteration");
        }
        return layer instanceof IOutputLayer ? whyNotOutput(configuration.getLayer()) : Optional.empty();
    }

    private static Optional<String> whyNotOutput(org.deeplearning4j.nn.conf.layers.Layer output) {
        if (!SUMMING.contains(output.getClass())) {
            return Optional.of(
                    "has an output of " + output.getClass().getName() + ", which may look at the batch as a whole");
        }
        return OutputTerms.of(output)
                .map(OutputTerms::loss)
                .filter(loss -> loss instanceof LossFMeasure
                        || !loss.getClass().getPackageName().equals(LOSSES))
                .map(loss -> "has a loss, " + loss.getClass().getName() + ", that may look at the batch as a whole");
    }
}
