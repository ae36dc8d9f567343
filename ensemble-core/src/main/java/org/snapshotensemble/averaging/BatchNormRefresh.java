package org.snapshotensemble.averaging;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;

/**
 * Finds the running statistics of a network's batch norm anew, by one pass over training batches, as averaged weights need
 * it (Izmailov et al. 2018, section 3.2): the activations of averaged weights are not the average of activations.
 *
 * <p>Each batch goes through the network as in training, dropout included, whose random numbers are drawn from the
 * network's own seed; so the same batches give the same statistics. A copy of the network does the work, and nothing is
 * updated: weights stay as they are, to the bit. Frozen layers keep their statistics, as in training.
 */
final class BatchNormRefresh {

    private BatchNormRefresh() {}

    /** Whether a network has something to refresh. */
    static boolean isNeededBy(Network network) {
        return network.layersByName().values().stream().anyMatch(BatchNormalization.class::isInstance);
    }

    /**
     * Replaces the running statistics.
     *
     * @throws IllegalArgumentException if the batches make them infinite or no number
     */
    static void refresh(Network network, BatchSource training) {
        RandomState random = RandomState.ofThisThread();
        try {
            Nd4j.getRandom().setSeed(network.seed());
            Network copy = Network.restore(
                    network.configurationJson(), network.parameters().dup());
            List<RunningStatistics> layers = prepare(copy);
            Iterator<MultiDataSet> batches = training.epoch(0);
            while (batches.hasNext()) {
                MultiDataSet batch = batches.next();
                copy.computeGradients(batch, network.iteration(), network.epoch());
                long examples = batch.getFeatures(0).size(0);
                layers.forEach(layer -> layer.add(copy.model().gradient(), examples));
            }
            layers.forEach(layer -> layer.writeTo(network.model().paramTable()));
        } finally {
            random.restore();
        }
        requireFinite(network.parameters());
    }

    private static List<RunningStatistics> prepare(Network copy) {
        List<RunningStatistics> layers = new ArrayList<>();
        copy.layersByName().forEach((name, layer) -> {
            if (layer instanceof BatchNormalization norm) {
                layers.add(RunningStatistics.prepare(
                        (org.deeplearning4j.nn.conf.layers.BatchNormalization)
                                norm.conf().getLayer(),
                        name + "_",
                        copy.model().paramTable()));
            }
        });
        return layers;
    }

    private static void requireFinite(INDArray parameters) {
        double sum = parameters.sumNumber().doubleValue();
        if (!Double.isFinite(sum)) {
            throw new IllegalArgumentException("training batches must give batch norm finite means and variances, gave "
                    + sum + "; see that these data are finite");
        }
    }
}
