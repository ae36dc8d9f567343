package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.checkpoint.CheckpointFile;
import org.snapshotensemble.checkpoint.NetworkState;
import org.snapshotensemble.checkpoint.StoredCheckpoint;
import org.snapshotensemble.files.DamagedFileException;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;

/** The newest checkpoint of a run and the one before, which stays until the newer one has been followed by another. */
final class RunCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

    private final RunFolder folder;
    private final String run;
    private boolean newestIsGood;

    /**
     * @param run the name that ties checkpoints to their run
     */
    RunCheckpoints(RunFolder folder, String run) {
        this.folder = folder;
        this.run = run;
    }

    /**
     * Reads the newest checkpoint that is whole; the log says why one is not. Changes no file.
     *
     * @param network what the network's arrays are like
     */
    Optional<StoredCheckpoint> newest(NetworkState network) {
        newestIsGood = false;
        for (Path file : List.of(folder.checkpoint(), folder.previousCheckpoint())) {
            try {
                StoredCheckpoint stored = CheckpointFile.read(file, network);
                requireOfThisRun(stored);
                newestIsGood = file.equals(folder.checkpoint());
                return Optional.of(stored);
            } catch (NoSuchFileException e) {
                LOG.debug("{}: not there", file);
            } catch (DamagedFileException e) {
                LOG.warn("{}: is not gone on from, it is damaged: {}", file, e.getMessage());
            } catch (IOException e) {
                throw new RunException(file, file + ": cannot be read: " + IoFailure.describe(e), e);
            }
        }
        return Optional.empty();
    }

    private void requireOfThisRun(StoredCheckpoint stored) throws IOException {
        if (!stored.run().equals(run)) {
            throw new DamagedFileException("it is of another run");
        }
        if (!Files.exists(folder.history()) || Files.size(folder.history()) < stored.historyBytes()) {
            throw new DamagedFileException("the run's history ends before it");
        }
        if (!HistoryFile.endsWith(
                folder.history(),
                stored.historyBytes(),
                stored.checkpoint().position().iteration() - 1)) {
            throw new DamagedFileException("the run's history is not the one it was saved with");
        }
    }

    /** Writes a checkpoint; when this returns, it is durable. */
    void save(StoredCheckpoint stored) throws IOException {
        DurableFile.Content content = out -> CheckpointFile.write(stored, out);
        if (newestIsGood) {
            DurableFile.writeAndKeep(folder.checkpoint(), folder.previousCheckpoint(), content);
        } else {
            DurableFile.write(folder.checkpoint(), content);
        }
        newestIsGood = true;
    }
}
