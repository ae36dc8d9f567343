package org.snapshotensemble.snapshot;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.snapshotensemble.checkpoint.Checkpoint;

/** What is written to a run's folder, at once or behind the training, one thing after the other, and who is told of it. */
final class StoreWriting {

    private final SnapshotStore store;
    private SnapshotWriter writer = SnapshotWriter.atOnce();
    private Consumer<Snapshot> onSaved = snapshot -> {};

    StoreWriting(SnapshotStore store) {
        this.store = store;
    }

    /** Writes on a thread of its own from now on. */
    void goBehind() {
        writer = SnapshotWriter.behind();
    }

    /** Calls back when a snapshot is durable, on the training's thread. */
    void onSaved(Consumer<Snapshot> callback) {
        onSaved = onSaved.andThen(callback);
    }

    /** Begins to write a snapshot; nothing may be under way. */
    void start(Supplier<Snapshot> snapshot) {
        store.writeHistory();
        writer.start(() -> Optional.of(snapshot.get()));
    }

    /** Whether something is being written. */
    boolean isUnderWay() {
        return writer.isUnderWay();
    }

    /** Tells of a snapshot that has become durable meanwhile. */
    void tellWritten() {
        writer.written().ifPresent(onSaved);
    }

    /** Waits for what is under way, and tells of it. */
    void await() {
        writer.await().ifPresent(onSaved);
    }

    /** As {@link RunRecording#save}. */
    void save(Checkpoint checkpoint, Runnable whenDurable) {
        await();
        long historyBytes = store.historyBytes();
        writer.start(() -> {
            store.save(checkpoint, historyBytes);
            whenDurable.run();
            return Optional.empty();
        });
    }

    /** Ends the run when all that was to be written is on the disk, and gives the folder back. */
    void end(RunStatus status, Optional<String> failure, Optional<TrainingRecord> training) {
        try {
            await();
        } catch (RuntimeException | Error e) {
            if (status == RunStatus.FAILED) {
                // A run is given up once: nobody would come again to give the folder back.
                endStore(status, failure, training, e);
            }
            throw e;
        }
        endStore(status, failure, training);
    }

    private void endStore(
            RunStatus status, Optional<String> failure, Optional<TrainingRecord> training, Throwable cause) {
        try {
            endStore(status, failure, training);
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
    }

    private void endStore(RunStatus status, Optional<String> failure, Optional<TrainingRecord> training) {
        try (store) {
            writer.start(() -> {
                store.finish(status, failure, training);
                return Optional.empty();
            });
            writer.await();
        }
    }
}
