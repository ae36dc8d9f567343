package org.snapshotensemble.network;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;

/** Reads an {@link OutputKind} off an output layer's configuration. */
final class OutputKinds {

    private OutputKinds() {}

    static OutputKind of(Layer layer) {
        if (layer instanceof BaseOutputLayer output) {
            return of(output.getActivationFn(), output.getLossFn(), output);
        }
        if (layer instanceof LossLayer output) {
            return of(output.getActivationFn(), output.getLossFn(), output);
        }
        if (layer instanceof RnnLossLayer output) {
            return of(output.getActivationFn(), output.getLossFn(), output);
        }
        if (layer instanceof CnnLossLayer output) {
            return of(output.getActivationFn(), output.getLossFn(), output);
        }
        if (layer instanceof Cnn3DLossLayer output) {
            return of(output.getActivationFn(), output.getLossFn(), output);
        }
        return OutputKind.REGRESSION;
    }

    private static OutputKind of(IActivation activation, ILossFunction loss, FeedForwardLayer layer) {
        if (activation instanceof ActivationSoftmax) {
            return OutputKind.MULTICLASS;
        }
        if (loss instanceof LossBinaryXENT || loss instanceof LossFMeasure) {
            return width(layer) == 1 ? OutputKind.BINARY : OutputKind.MULTILABEL;
        }
        return OutputKind.REGRESSION;
    }

    /** A layer that is a loss alone has as many outputs as inputs, and knows only these. */
    private static long width(FeedForwardLayer layer) {
        return layer.getNOut() > 0 ? layer.getNOut() : layer.getNIn();
    }
}
