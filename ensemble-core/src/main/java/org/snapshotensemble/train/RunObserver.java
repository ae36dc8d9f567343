package org.snapshotensemble.train;

import org.snapshotensemble.train.RunEvent.EpochDone;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.RunFinished;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;

/**
 * Is told of a run, on the training's thread; what it does costs training time.
 *
 * <p>Order: {@code runStarted}; then {@code iterationDone} for each iteration and {@code epochDone} after an epoch's last
 * one; at the end one of {@code runFinished}, {@code runStopped} and {@code runFailed}. Snapshots are written while the training goes on, so
 * {@code snapshotSaved} comes when the file is durable, in the order of the snapshots: after the {@code iterationDone} of
 * the iteration before the trough, and before the run's end. An observer that throws is logged; it neither stops the run nor silences the others. Of a run that is resumed when it is finished already, nothing is told.
 */
public interface RunObserver {

    /** The run starts. */
    default void runStarted(RunStarted event) {}

    /** An iteration is done. */
    default void iterationDone(IterationDone event) {}

    /** A snapshot is durable. */
    default void snapshotSaved(SnapshotSaved event) {}

    /** An epoch is done. */
    default void epochDone(EpochDone event) {}

    /** The run is finished. */
    default void runFinished(RunFinished event) {}

    /** The run is stopped. */
    default void runStopped(RunStopped event) {}

    /** The run is given up. */
    default void runFailed(RunFailed event) {}
}
