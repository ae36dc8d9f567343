package org.snapshotensemble.snapshot;

import java.util.Optional;
import org.snapshotensemble.archive.Shown;
import org.snapshotensemble.files.InnerPath;

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
        if (id.isBlank()) {
            throw new IllegalArgumentException("id must not be blank, was \"" + id + "\"");
        }
        if (!Shown.text(id).equals(id)) {
            throw new IllegalArgumentException("id must be at most 120 printable characters, was \"" + id + "\"");
        }
        requireNotNegative("cycle", cycle);
        requireNotNegative("iteration", iteration);
        requireNotNegative("epoch", epoch);
        requireNotNegative("bytes", bytes);
        if (!(learningRate >= 0 && Double.isFinite(learningRate))) {
            throw new IllegalArgumentException("learningRate must be finite and >= 0, was " + learningRate);
        }
        if (!InnerPath.isInner(file)) {
            throw new IllegalArgumentException(
                    "file must be a path inside the run's folder with forward slashes, was \"" + file + "\"");
        }
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
