package org.snapshotensemble.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.snapshotensemble.snapshot.Run;

/** Trains one run by a seed, wherever it is called. */
@FunctionalInterface
public interface SeededTraining extends Serializable {

    /**
     * Trains, usually by a {@code SnapshotTrainer}.
     *
     * @param seed of weights, dropout and the order of the batches
     * @param folder where the run is to go, on the disk of the machine that trains
     */
    Run train(long seed, Path folder);
}
