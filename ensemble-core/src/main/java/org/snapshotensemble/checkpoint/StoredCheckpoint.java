package org.snapshotensemble.checkpoint;

/**
 * A checkpoint with what ties it to a run's folder.
 *
 * @param run names the run: a checkpoint of another one is not gone on from
 * @param historyBytes the length of the run's history at this moment; what is behind it belongs to the time after
 * @param checkpoint the state of the training
 */
public record StoredCheckpoint(String run, long historyBytes, Checkpoint checkpoint) {

    public StoredCheckpoint {
        if (historyBytes < 0) {
            throw new IllegalArgumentException("historyBytes must be >= 0, was " + historyBytes);
        }
    }
}
