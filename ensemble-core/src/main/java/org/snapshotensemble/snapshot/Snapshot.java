package org.snapshotensemble.snapshot;

import java.util.Optional;

/**
 * The weights kept at a trough, with what is known of them, as {@code run.json} lists it.
 *
 * @param id the snapshot's name within its run, {@code cycle-0001} for the first cycle's
 * @param cycle the cycle, from 0
 * @param iteration the trough: the iteration, from 0, after whose update the weights were kept
 * @param epoch the epoch, from 0, as Deeplearning4j counted it at that moment
 * @param learningRate the rate of the trough's iteration
 * @param file the model zip, relative to the run's folder, with forward slashes
 * @param sha256 SHA-256 of that file, 64 lower-case hex digits
 * @param bytes the length of that file
 * @param validation what the weights reached on validation data, where the run has some
 */
public record Snapshot(
        String id,
        int cycle,
        int iteration,
        int epoch,
        double learningRate,
        String file,
        String sha256,
        long bytes,
        Optional<ValidationFigures> validation) {

    public Snapshot {
        requireNotNegative("cycle", cycle);
        requireNotNegative("iteration", iteration);
        requireNotNegative("epoch", epoch);
        requireNotNegative("bytes", bytes);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 must be 64 lower-case hex digits, was " + sha256);
        }
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be >= 0, was " + value);
        }
    }
}
