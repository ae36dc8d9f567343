package org.snapshotensemble.spark;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.SingleThreadedOperations;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.network.Network;

/**
 * What a task does in a step: computes the gradients of its partition's share of the batch.
 *
 * <p>Dropout and the like draw by the seed, the iteration and the partition, so that it does not matter where the task runs,
 * nor how often.
 */
record GradientTask(
        BatchDraw draw,
        int epoch,
        int batch,
        int iteration,
        int networkEpoch,
        long networkSeed,
        Broadcast<RemoteNetwork> network,
        Broadcast<StoredArray> parameters)
        implements Function<PartitionExamples, PartialGradients> {

    @Override
    public PartialGradients call(PartitionExamples examples) {
        int[] rows = examples.share(draw, epoch, batch);
        if (rows.length == 0) {
            return PartialGradients.none(examples.partition());
        }
        MultiDataSet share = examples.examples(rows);
        RemoteNetwork networks = network.value();
        RandomState before = RandomState.ofThisThread();
        try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
            Network mine = networks.take(parameters.value());
            Nd4j.getRandom().setSeed(BatchDraw.mixed(networkSeed, iteration, examples.partition()));
            mine.computeGradients(share, iteration, networkEpoch);
            mine.changes().forEach(change -> change.muli(rows.length));
            PartialGradients computed =
                    PartialGradients.of(examples.partition(), rows.length, mine.loss() * rows.length, mine.gradients());
            networks.giveBack(mine);
            return computed;
        } finally {
            // The thread is Spark's, and what else runs on it may draw numbers of its own.
            before.restore();
        }
    }
}
