package org.snapshotensemble.spark;

import java.io.Serializable;
import java.nio.file.Path;

/** Trains one run, in an executor. */
@FunctionalInterface
interface RemoteRun extends Serializable {

    /**
     * Trains.
     *
     * @param scratch an empty folder on the executor's disk, which is deleted afterwards
     */
    Trained train(Path scratch);

    /**
     * What became of it.
     *
     * @param run the folder of the run, below the scratch folder
     * @param note whatever else the driver shall know
     */
    record Trained(Path run, String note) {}
}
