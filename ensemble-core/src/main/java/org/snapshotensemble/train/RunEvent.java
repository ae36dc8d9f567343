package org.snapshotensemble.train;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;

/** What happens in a run: facts, not live models. */
public sealed interface RunEvent {

    /**
     * The run starts, or goes on; nothing is trained yet.
     *
     * @param folder the run's folder
     * @param plan how the whole run goes
     * @param done the updates that it had made before it was broken off; 0 for a new run
     */
    record RunStarted(Path folder, RunPlan plan, int done) implements RunEvent {}

    /**
     * An iteration is done.
     *
     * @param iteration the iteration, from 0
     * @param epoch the epoch, from 0
     * @param cycle the cycle, from 0, where the iteration belongs to one
     * @param learningRate the rate of its update
     * @param loss the mean loss of its batch before the update, regularization included
     * @param examples the examples in its batch
     */
    record IterationDone(int iteration, int epoch, OptionalInt cycle, double learningRate, double loss, long examples)
            implements RunEvent {}

    /** A snapshot is durable. */
    record SnapshotSaved(Snapshot snapshot) implements RunEvent {}

    /** An epoch, from 0, is done. */
    record EpochDone(int epoch) implements RunEvent {}

    /**
     * The run is finished.
     *
     * @param run the run, with all its snapshots
     * @param seconds wall-clock time since it started
     */
    record RunFinished(Run run, double seconds) implements RunEvent {}

    /**
     * The run is stopped on its way, as it was asked to; it can be gone on with.
     *
     * @param iterations the updates made
     */
    record RunStopped(Path folder, int iterations) implements RunEvent {}

    /** The run is given up, and the trainer will throw: what was saved before is good. */
    record RunFailed(Path folder, String reason) implements RunEvent {}
}
