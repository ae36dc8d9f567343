package org.snapshotensemble.snapshot;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.snapshotensemble.data.Augmentation;

/**
 * How a training goes over its data, and what it took.
 *
 * @param epochs passes over the training data
 * @param batchSize examples in the first batch of an epoch
 * @param iterationsPerEpoch updates in an epoch: one a batch, or a segment where series are cut into segments
 * @param iterations {@code epochs * iterationsPerEpoch}
 * @param workers parts into which a batch is cut, each computed by a thread of its own; another number gives other
 *     roundings, and other random numbers in the layers
 * @param augmentation how images were changed at random, where they were
 * @param seconds wall-clock time of the training, validation and saving included; there once the run is finished
 */
public record TrainingRecord(
        int epochs,
        int batchSize,
        int iterationsPerEpoch,
        int iterations,
        OptionalInt workers,
        Optional<Augmentation> augmentation,
        OptionalDouble seconds) {

    public TrainingRecord {
        requirePositive("epochs", epochs);
        requirePositive("batchSize", batchSize);
        requirePositive("iterationsPerEpoch", iterationsPerEpoch);
        if (iterations != (long) epochs * iterationsPerEpoch) {
            throw new IllegalArgumentException("iterations must be epochs times iterationsPerEpoch, "
                    + (long) epochs * iterationsPerEpoch + ", was " + iterations);
        }
        requireNotNegative("workers", workers.orElse(0));
        requireNotNegative("seconds", seconds.orElse(0));
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be > 0, was " + value);
        }
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be finite and >= 0, was " + value);
        }
    }
}
