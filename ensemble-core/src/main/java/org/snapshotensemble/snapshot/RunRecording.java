package org.snapshotensemble.snapshot;

import java.nio.file.Path;
import java.util.Optional;
import org.snapshotensemble.checkpoint.Checkpoint;
import org.snapshotensemble.checkpoint.NetworkState;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;

/**
 * The run of a training that can be gone on with, for who drives it: a {@link SnapshotListener} catches what happens, and here
 * the run is given checkpoints and an end. It {@linkplain SnapshotListener#writeBehind() writes behind} the training; until the
 * end no other training gets the folder.
 */
public final class RunRecording {

    private final SnapshotListener listener;

    private RunRecording(SnapshotListener listener) {
        this.listener = listener.writeBehind();
    }

    /**
     * Begins a new run.
     *
     * @throws RunException as {@link SnapshotListener#saveTo}
     */
    public static RunRecording begin(Path folder, CyclicSchedule schedule) {
        return new RunRecording(SnapshotListener.saveTo(folder, schedule));
    }

    /**
     * Takes over a run that was broken off, for a training that goes on from its {@link #checkpoint()}, or begins anew where
     * there is none.
     *
     * <p>At the first iteration the folder becomes what it was at the checkpoint, snapshots excepted. A snapshot that the run
     * has already stays as it is when the training comes to its trough again.
     *
     * @param network before its first update, under the schedule, {@linkplain SameTraining#require the same} that
     *     began the run
     * @throws RunException if the folder holds no run, another training is in it, a file cannot be read, or something
     *     there is a link; or if a snapshot is missing or damaged by which a training from the checkpoint does not come again
     */
    public static RunRecording resume(Path folder, CyclicSchedule schedule, Network network) {
        String modelJson =
                PlainConfiguration.at(network.configurationJson(), schedule, 0, network.iteration(), network.epoch());
        return new RunRecording(
                new SnapshotListener(SnapshotStore.resume(folder, NetworkState.of(network), modelJson), schedule));
    }

    /** Returns the listener, which the network must call. */
    public SnapshotListener listener() {
        return listener;
    }

    /** Returns the run's folder. */
    public Path folder() {
        return listener.store().folder();
    }

    /** Returns the newest checkpoint of a run that was taken over, if one is whole; none for a new run. */
    public Optional<Checkpoint> checkpoint() {
        return listener.store().resumedFrom();
    }

    /** Gives the folder of a run that was taken over back, before its first iteration; nothing in it has changed. */
    public void giveBack() {
        listener.store().giveBack();
    }

    /** Whether something is being written, so that a checkpoint would have to wait. */
    public boolean isWriting() {
        return listener.writing().isUnderWay();
    }

    /**
     * Saves a checkpoint between two batches, as snapshots are saved: what is under way is waited for first. Every snapshot
     * before it is durable when it is.
     *
     * @param checkpoint the state of the training; its arrays are freed when it is written
     * @param whenDurable is told, on the thread that writes
     */
    public void save(Checkpoint checkpoint, Runnable whenDurable) {
        listener.writing().save(checkpoint, whenDurable);
    }

    /**
     * Stops the run on its way, when all that was to be written is on the disk; it can be gone on with from its newest
     * checkpoint.
     *
     * @throws RunException if something cannot be saved
     */
    public void stop(Optional<TrainingRecord> training) {
        listener.writing().end(RunStatus.STOPPED, Optional.empty(), training);
    }

    /**
     * Ends the run in the manifest, when all that was to be written is on the disk.
     *
     * @param failure why the run was given up, where it was
     * @param training how long it took, where that is known
     * @throws RunException if the last snapshot, or the end of the run, cannot be saved; in the first case the run is not
     *     ended, and can be given up with another call, unless it was given up with this one
     */
    public void finish(Optional<String> failure, Optional<TrainingRecord> training) {
        listener.writing().end(failure.isPresent() ? RunStatus.FAILED : RunStatus.FINISHED, failure, training);
    }
}
