package org.snapshotensemble.snapshot;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** A person's own {@code fit}, for either kind of network. */
final class Fits {

    private Fits() {}

    static void fit(Model model, DataSetIterator iterator, int epochs) {
        if (model instanceof MultiLayerNetwork network) {
            network.fit(iterator, epochs);
        } else {
            ((ComputationGraph) model).fit(iterator, epochs);
        }
    }
}
