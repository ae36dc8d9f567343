package org.snapshotensemble.train;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.Augmentation;

/** Makes the updates of a network, batch by batch, wherever the gradients are computed. */
interface Updates extends AutoCloseable {

    /** The number of batches in every epoch. */
    int batchesPerEpoch();

    /** How images are changed at random, where they are. */
    Optional<Augmentation> augmentation();

    /**
     * The updates of one epoch, each to be made before the next is asked for.
     *
     * @param used the batches to leave out
     */
    OfEpoch epoch(int epoch, int used);

    /** Returns how batches are cut. */
    Parallelism parallelism();

    /** Returns where the random numbers stand, between two batches: of the calling thread first. */
    List<RandomState> randomStates();

    /** Sets the random numbers, as {@link #randomStates} gave them. */
    void restore(List<RandomState> states);

    @Override
    void close();

    /** Those of one epoch. */
    interface OfEpoch extends Iterator<Update>, AutoCloseable {

        @Override
        void close();
    }

    /** One update to come. */
    interface Update {

        /** The examples of the batch. */
        int examples();

        /** Into how many parts the batch is cut. */
        int parts();

        /** Makes it. */
        void make();
    }
}
