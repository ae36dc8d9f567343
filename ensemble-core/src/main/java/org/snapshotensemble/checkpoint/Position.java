package org.snapshotensemble.checkpoint;

/**
 * How far a training has come, between two batches.
 *
 * @param iteration the updates made, which is the index of the next iteration
 * @param epoch the epoch of the next batch, from 0
 * @param batch the batches that the epoch has had, which is the index of the next one
 * @param networkEpoch the epoch as the network counts it
 */
public record Position(int iteration, int epoch, int batch, int networkEpoch) {

    public Position {
        requireCount("iteration", iteration);
        requireCount("epoch", epoch);
        requireCount("batch", batch);
        requireCount("networkEpoch", networkEpoch);
    }

    private static void requireCount(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be >= 0, was " + value);
        }
    }
}
