package org.snapshotensemble.network;

import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** Reads an {@link OutputKind}, and what else a layer tells of what it takes and gives, off an output layer's configuration. */
final class OutputKinds {

    private OutputKinds() {}

    /**
     * Everything here takes the second dimension of an output for its values.
     *
     * @throws IllegalArgumentException if a layer has these last
     */
    static void requireValuesSecond(Layer layer) {
        Object format = "";
        if (layer instanceof RnnOutputLayer output) {
            format = output.getRnnDataFormat();
        } else if (layer instanceof RnnLossLayer output) {
            format = output.getRnnDataFormat();
        } else if (layer instanceof CnnLossLayer output) {
            format = output.getFormat();
        } else if (layer instanceof Cnn3DLossLayer output) {
            format = output.getDataFormat();
        }
        if (format == RNNFormat.NWC || format == CNN2DFormat.NHWC || format == DataFormat.NDHWC) {
            throw new IllegalArgumentException(
                    "network must give [examples, values, …], but its output layer has the data format " + format
                            + ", in which the values of an example, its classes or targets, come last");
        }
    }

    static OutputKind of(Layer layer) {
        return OutputTerms.of(layer).map(OutputKinds::of).orElse(OutputKind.REGRESSION);
    }

    /**
     * Whether a layer learns targets that are shifted and scaled as well as the targets themselves: it can give any
     * number, and its loss looks at differences alone.
     */
    static boolean takesScaledTargets(Layer layer) {
        return layer instanceof BaseOutputLayer output
                && output.getActivationFn() instanceof ActivationIdentity
                && (output.getLossFn() instanceof LossL2 || output.getLossFn() instanceof LossL1);
    }

    /** The values an example has in that output, where the layer tells. */
    static OptionalLong widthOf(Layer layer) {
        return OutputTerms.of(layer)
                .map(terms -> width(terms.layer()))
                .filter(width -> width > 0)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** Whether a layer can take {@code [examples, values]} and nothing else. */
    static boolean takesRowsAlone(Layer layer) {
        return layer instanceof DenseLayer || layer instanceof OutputLayer;
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
