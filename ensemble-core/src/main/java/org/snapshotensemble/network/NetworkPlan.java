package org.snapshotensemble.network;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.archive.ConfigurationText;
import org.snapshotensemble.archive.RefusedFileException;

/**
 * A network that a file describes, before there is one: how many parameters it has is known, and no memory is taken for
 * them. Use it for one network.
 */
public sealed interface NetworkPlan permits SequentialPlan, GraphPlan {

    /**
     * Reads a configuration that is known to be harmless.
     *
     * @throws RefusedFileException if it is not the configuration of a network, or its layers do not fit together
     */
    static NetworkPlan of(ConfigurationText text) {
        try {
            return text.isSequential() ? SequentialPlan.of(text) : GraphPlan.of(text);
        } catch (RefusedFileException e) {
            throw e;
        } catch (RuntimeException e) {
            throw text.unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the number of parameters. */
    long parameters();

    /** Returns the type of the parameters. */
    DataType dataType();

    /**
     * Makes the network, accelerated; the array is used as it is, not copied. Draws no random number.
     *
     * @param parameters as many as {@link #parameters()}, of {@link #dataType()}
     * @throws RefusedFileException if Deeplearning4j makes no network of it
     */
    Network restore(INDArray parameters);

    /** Returns a layer's number of parameters, which must not be less than none. */
    static long count(NeuralNetConfiguration layer) {
        long parameters = layer.getLayer().initializer().numParams(layer);
        if (parameters < 0) {
            throw new IllegalArgumentException("a layer has " + parameters + " parameters");
        }
        return parameters;
    }
}
