package org.snapshotensemble.network;

import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;

/** Reads an {@link OutputKind} off an output layer's configuration. */
final class OutputKinds {

    private OutputKinds() {}

    static OutputKind of(Layer layer) {
        return OutputTerms.of(layer).map(OutputKinds::of).orElse(OutputKind.REGRESSION);
    }

    private static OutputKind of(OutputTerms terms) {
        if (terms.activation() instanceof ActivationSoftmax) {
            return OutputKind.MULTICLASS;
        }
        if (terms.loss() instanceof LossBinaryXENT || terms.loss() instanceof LossFMeasure) {
            return width(terms.layer()) == 1 ? OutputKind.BINARY : OutputKind.MULTILABEL;
        }
        return OutputKind.REGRESSION;
    }

    /** A layer that is a loss alone has as many outputs as inputs, and knows only these. */
    private static long width(FeedForwardLayer layer) {
        return layer.getNOut() > 0 ? layer.getNOut() : layer.getNIn();
    }
}
