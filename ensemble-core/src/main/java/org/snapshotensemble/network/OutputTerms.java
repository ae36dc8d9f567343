package org.snapshotensemble.network;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The activation and the loss of an output layer, which Deeplearning4j keeps in five unrelated classes. */
record OutputTerms(IActivation activation, ILossFunction loss, FeedForwardLayer layer) {

    /** Returns the terms, where the layer is one of those classes. */
    static Optional<OutputTerms> of(Layer layer) {
        if (layer instanceof BaseOutputLayer output) {
            return Optional.of(new OutputTerms(output.getActivationFn(), output.getLossFn(), output));
        }
        if (layer instanceof LossLayer output) {
            return Optional.of(new OutputTerms(output.getActivationFn(), output.getLossFn(), output));
        }
        if (layer instanceof RnnLossLayer output) {
            return Optional.of(new OutputTerms(output.getActivationFn(), output.getLossFn(), output));
        }
        if (layer instanceof CnnLossLayer output) {
            return Optional.of(new OutputTerms(output.getActivationFn(), output.getLossFn(), output));
        }
        if (layer instanceof Cnn3DLossLayer output) {
            return Optional.of(new OutputTerms(output.getActivationFn(), output.getLossFn(), output));
        }
        return Optional.empty();
    }
}
