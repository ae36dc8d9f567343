package org.snapshotensemble.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;

/** Counts an epoch's iterations: one a batch, and one a segment where the network cuts its series. */
final class IterationCount {

    private IterationCount() {}

    static int perEpoch(Network network, BatchSource source) {
        OptionalInt segmentLength = network.segmentLength();
        if (segmentLength.isEmpty()) {
            return source.batchesPerEpoch();
        }
        long iterations = 0;
        Iterator<MultiDataSet> batches = source.epoch(0);
        while (batches.hasNext()) {
            iterations += segments(batches.next(), segmentLength.getAsInt());
        }
        return Math.toIntExact(iterations);
    }

    private static long segments(MultiDataSet batch, int segmentLength) {
        long steps = Arrays.stream(batch.getFeatures())
                .filter(features -> features.rank() == 3)
                .mapToLong((INDArray features) -> features.size(2))
                .findFirst()
                .orElse(1);
        return (steps + segmentLength - 1) / segmentLength;
    }
}
