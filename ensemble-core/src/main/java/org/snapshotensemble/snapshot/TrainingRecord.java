package org.snapshotensemble.snapshot;

import java.util.OptionalDouble;

/**
 * How long a run was planned to be, and what it took.
 *
 * @param epochs passes over the training data
 * @param batchSize examples in the first batch of an epoch
 * @param iterationsPerEpoch batches in an epoch
 * @param iterations {@code epochs * iterationsPerEpoch}
 * @param seconds wall-clock time of the training, validation and saving included; there once the run is finished
 */
public record TrainingRecord(
        int epochs, int batchSize, int iterationsPerEpoch, int iterations, OptionalDouble seconds) {}
