package org.snapshotensemble.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.checkpoint.Checkpoint;
import org.snapshotensemble.checkpoint.NetworkState;
import org.snapshotensemble.checkpoint.StoredCheckpoint;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.network.Network;

/**
 * Owns a run's folder while the run is made: every file appears whole or not at all, and a snapshot that the manifest
 * names is on the disk.
 *
 * <p>Called by one thread at a time, each of which sees what the others did. The rows of the history alone may be appended
 * by one thread while another saves a snapshot.
 */
final class SnapshotStore implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

    private final RunFolder folder;
    private @Nullable RunManifest manifest;
    private @Nullable HistoryFile history;
    private @Nullable RunCheckpoints checkpoints;
    private @Nullable RunLock lock;
    private Duration rowsKeptBack = Duration.ZERO;
    private Optional<StoredCheckpoint> resumedFrom = Optional.empty();
    private Optional<String> model = Optional.empty();

    private SnapshotStore(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder ready for a new run.
     *
     * @throws RunException if it holds a run already, or a file that the run would overwrite, or cannot be written
     */
    static SnapshotStore create(Path path) {
        return new SnapshotStore(FreshFolder.prepare(path));
    }

    /**
     * Takes over the folder of a broken run, to {@linkplain #goOn go on} from the newest checkpoint that is whole. Until then
     * no file changes.
     *
     * @param network what the network's arrays are like
     * @param modelJson what {@code model.json} must hold; it is written again where it does not
     * @throws RunException if it holds no run, another training is in it, or a file cannot be read; or if a snapshot is
     *     missing or damaged that a training from the checkpoint would not make again
     */
    static SnapshotStore resume(Path path, NetworkState network, String modelJson) {
        SnapshotStore store = new SnapshotStore(new RunFolder(path));
        store.lock();
        try {
            store.adopt(ManifestFile.read(store.folder.manifest()));
            store.resumedFrom = begun(store.checkpoints).newest(network);
            store.keepWholeSnapshots();
            store.model = Optional.of(modelJson);
            return store;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private void adopt(RunManifest begunManifest) {
        manifest = begunManifest;
        checkpoints = new RunCheckpoints(folder, runName(begunManifest));
    }

    private boolean isComeByAgain(Snapshot snapshot) {
        return resumedFrom
                .map(from ->
                        snapshot.iteration() >= from.checkpoint().position().iteration())
                .orElse(true);
    }

    /** Snapshots that are not whole are made again, where the training comes by there. */
    private void keepWholeSnapshots() {
        for (Snapshot snapshot : begun(manifest).snapshots()) {
            try {
                SnapshotFile.verify(folder.inner(snapshot.file()), snapshot);
            } catch (RunException e) {
                if (!isComeByAgain(snapshot)) {
                    throw new RunException(
                            e.path(),
                            e.getMessage() + "; put it back, or delete "
                                    + folder.checkpoint().getFileName() + " and "
                                    + folder.previousCheckpoint().getFileName() + " to train the run anew",
                            e);
                }
                LOG.warn("{}; it is made again", e.getMessage());
                manifest = begun(manifest).without(snapshot);
            }
        }
    }

    /** What ties a checkpoint to its run. */
    private static String runName(RunManifest manifest) {
        return manifest.created().toString();
    }

    /** Gives the system the rows of the history so much later, several at a time; before the run begins or goes on. */
    void keepRowsBack(Duration time) {
        rowsKeptBack = time;
    }

    /** The run's folder. */
    Path folder() {
        return folder.path();
    }

    /** The checkpoint from which a broken run goes on; absent for a new run, and for one that begins anew. */
    Optional<Checkpoint> resumedFrom() {
        return resumedFrom.map(StoredCheckpoint::checkpoint);
    }

    /** Goes on: what the history has behind the checkpoint is forgotten; without one it begins anew. */
    void goOn() {
        write(folder.path(), path -> Remains.deleteTemporaryFiles(folder));
        model.ifPresent(this::writeModel);
        write(
                folder.history(),
                file -> history = resumedFrom.isPresent()
                        ? HistoryFile.resume(file, resumedFrom.get().historyBytes())
                        : HistoryFile.restart(file));
        begun(history).keepBack(rowsKeptBack);
        update(begun(manifest)
                .withStatus(RunStatus.RUNNING, Optional.empty(), begun(manifest).training()));
    }

    /** Whether model and manifest are written. */
    boolean hasBegun() {
        return manifest != null;
    }

    /** Whether the cycle has a snapshot, from before the run was broken off. */
    boolean hasSnapshotOf(int cycle) {
        return begun(manifest).snapshots().stream().anyMatch(snapshot -> snapshot.cycle() == cycle);
    }

    /**
     * Keeps other trainings out of the folder until {@link #close}.
     *
     * @throws RunException if there is one
     */
    void lock() {
        lock = RunLock.acquire(folder);
    }

    /**
     * Writes model and manifest of a run that starts.
     *
     * @throws RunException if another run has begun in the folder meanwhile; it is left as it is
     */
    void begin(RunManifest newManifest, String modelJson) {
        HistoryFile claimed = claim();
        claimed.keepBack(rowsKeptBack);
        history = claimed;
        checkpoints = new RunCheckpoints(folder, runName(newManifest));
        writeModel(modelJson);
        update(newManifest);
    }

    private void writeModel(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        write(folder.model(), file -> {
            if (!holds(file, bytes)) {
                DurableFile.write(file, out -> out.write(bytes));
            }
        });
    }

    /** What is of another length is not read: it may be of any. */
    private static boolean holds(Path file, byte[] bytes) throws IOException {
        return Files.exists(file) && Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    /** Of two that begin at the same time only one can create the history. */
    private HistoryFile claim() {
        try {
            return HistoryFile.create(folder.history());
        } catch (FileAlreadyExistsException e) {
            throw FreshFolder.holdsARun(folder.path());
        } catch (IOException e) {
            throw unwritable(folder.history(), e);
        }
    }

    /** Appends a row to the history; the system has it when this returns, or within the time that rows are kept back. */
    void append(HistoryRow row) {
        if (history == null && manifest != null) {
            throw new IllegalStateException("the run has ended: take its listener off the network");
        }
        try {
            begun(history).append(row);
        } catch (IOException e) {
            throw unwritable(folder.history(), e);
        }
    }

    /** Gives the system the rows of the history so far, which what is saved next is to find there. */
    void writeHistory() {
        HistoryFile open = begun(history);
        write(folder.history(), file -> open.writeKeptBack());
    }

    /** Saves a network as the snapshot of a cycle; when this returns, the snapshot is durable and in the manifest. */
    Snapshot save(
            Network network,
            int cycle,
            int iteration,
            int epoch,
            double learningRate,
            Optional<ValidationFigures> validation) {
        String id = RunFolder.snapshotId(cycle);
        String name = RunFolder.snapshotFile(id);
        DurableFile.Written written = writeSnapshot(folder.path().resolve(name), network);
        Snapshot snapshot = new Snapshot(
                id, cycle, iteration, epoch, learningRate, name, written.sha256(), written.bytes(), validation);
        HistoryFile open = begun(history);
        write(folder.history(), file -> open.force());
        update(begun(manifest).with(snapshot));
        return snapshot;
    }

    /** Returns the length of the history, for a checkpoint of this moment. */
    long historyBytes() {
        writeHistory();
        return begun(history).bytes();
    }

    /** Saves a checkpoint, and the history up to it; when this returns, both are durable. Frees the checkpoint. */
    void save(Checkpoint checkpoint, long historyBytes) {
        try (checkpoint) {
            HistoryFile open = begun(history);
            write(folder.history(), file -> open.force());
            StoredCheckpoint stored = new StoredCheckpoint(runName(begun(manifest)), historyBytes, checkpoint);
            write(folder.checkpoint(), file -> begun(checkpoints).save(stored));
        }
    }

    /** Records how the run ended, and lets go of its history; one that is finished cannot fail any more. */
    void finish(RunStatus status, Optional<String> failure, Optional<TrainingRecord> training) {
        if (status == RunStatus.FAILED && manifest != null && manifest.status() == RunStatus.FINISHED) {
            return;
        }
        if (history != null) {
            HistoryFile open = history;
            write(folder.history(), file -> open.rest());
        }
        if (manifest != null) {
            update(manifest.withStatus(status, failure, training));
        }
    }

    private void update(RunManifest newManifest) {
        writeManifest(newManifest);
        manifest = newManifest;
    }

    /** Gives back a folder that was taken over and that nothing was written to. */
    void giveBack() {
        manifest = null;
        close();
    }

    @Override
    public void close() {
        try {
            if (history != null) {
                HistoryFile open = history;
                history = null;
                write(folder.history(), file -> open.close());
            }
        } finally {
            if (lock != null) {
                RunLock held = lock;
                lock = null;
                write(folder.lock(), file -> held.close());
            }
        }
    }

    private void writeManifest(RunManifest content) {
        write(folder.manifest(), file -> ManifestFile.write(file, content));
    }

    private DurableFile.Written writeSnapshot(Path file, Network network) {
        try {
            return DurableFile.write(file, out -> SnapshotFile.write(network, out));
        } catch (IOException e) {
            throw new RunException(file, "cannot save snapshot " + file + ": " + IoFailure.describe(e), e);
        } catch (RuntimeException e) {
            throw new RunException(file, "cannot save snapshot " + file + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface FileAction {
        void on(Path file) throws IOException;
    }

    private static void write(Path file, FileAction action) {
        try {
            action.on(file);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static RunException unwritable(Path file, IOException cause) {
        return new RunException(file, "cannot write " + file + ": " + IoFailure.describe(cause), cause);
    }

    private static <T> T begun(@Nullable T state) {
        if (state == null) {
            throw new IllegalStateException("the run has not begun");
        }
        return state;
    }
}
