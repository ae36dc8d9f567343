package org.snapshotensemble.train;

import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.network.Network;

/**
 * The batches of a training whose gradients are computed elsewhere, such as on the machines of a cluster, which have the
 * examples.
 *
 * <p>The network stays where the training is: for each batch it asks for the gradients at its parameters and makes one
 * update with them, by its own updater. Which examples are in a batch, the source knows; the same epoch and batch must have
 * the same ones whenever they are asked for, in any process, so that a broken run can go on where it stopped.
 */
public interface GradientSource {

    /** The number of batches in every epoch, at least 1. */
    int batchesPerEpoch();

    /** The number of examples in the first batch of an epoch. */
    int batchSize();

    /**
     * Into how many parts the examples are cut, each of which computes by itself, at least 1. Another number gives other
     * roundings, and a run is gone on with by the same one alone.
     */
    int parts();

    /**
     * Returns one example. The network itself goes through it, forwards and backwards, before each update, so that it is in
     * the state in which it updates; nothing that it computes of it is used.
     */
    MultiDataSet example();

    /**
     * Begins a training.
     *
     * @param network before its first update; from its updaters alone nothing follows for its gradients
     * @throws IllegalArgumentException if the network cannot learn from these examples
     */
    Computation begin(Network network);

    /** One training's use of the source. */
    interface Computation extends AutoCloseable {

        /** Computes the gradients of a batch; one call at a time. */
        BatchGradients gradients(BatchPoint point);

        /** Ends it; a second call does nothing. */
        @Override
        void close();
    }
}
