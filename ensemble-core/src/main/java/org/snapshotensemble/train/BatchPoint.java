package org.snapshotensemble.train;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch, and where the training stands at it.
 *
 * @param epoch the pass over the data, from 0
 * @param batch the batch of the epoch, from 0
 * @param iteration the update to come, from 0
 * @param networkEpoch the epoch as the network counts it
 * @param parameters {@code [1, parameters]}, live: the update to come changes them
 */
public record BatchPoint(int epoch, int batch, int iteration, int networkEpoch, INDArray parameters) {}
