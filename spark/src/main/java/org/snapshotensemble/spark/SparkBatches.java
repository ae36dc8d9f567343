package org.snapshotensemble.spark;

import com.google.common.base.Throwables;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.train.BatchGradients;
import org.snapshotensemble.train.BatchPoint;
import org.snapshotensemble.train.GradientSource;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * The examples of an RDD as batches of a training: synchronous stochastic gradient descent on a cluster.
 *
 * <pre>{@code
 * try (SparkBatches batches = SparkBatches.ofDataSets(examples, 4096, seed)) {
 *     Run run = SnapshotTrainer.of(net, schedule)
 *             .saveTo(Path.of("runs/mine"))
 *             .epochs(40)
 *             .train(batches);
 * }
 * }</pre>
 *
 * <p>The examples stay where they are, in the executors' memory. In each step the parameters are broadcast, each partition
 * computes the gradients of its share of the batch, they are added in a tree, and the network here makes one update, by its own
 * updater. Schedule, snapshots, checkpoints and resume are those of every {@link SnapshotTrainer}. Without randomness in the
 * layers the update equals that of one network on the whole batch to rounding; batch norm normalizes each partition's share by
 * its own moments.
 *
 * <p>An epoch's batches have the same number of examples, to within one, of which each partition gives its part. Which they
 * are, the seed, the epoch and the sizes of the partitions decide. So the RDD must give the same examples in the same
 * partitions and order whenever Spark computes it again, which it does when an executor is lost: files and sorted data do,
 * and what {@code repartition} mixed does not. Then the same seed repeats to the bit, on executors with processors of the
 * same kind.
 */
public final class SparkBatches implements GradientSource, AutoCloseable {

    private final JavaSparkContext spark;
    private final JavaRDD<PartitionExamples> examples;
    private final BatchDraw draw;
    private final PartitionExamples one;

    private SparkBatches(
            JavaSparkContext spark, JavaRDD<PartitionExamples> examples, BatchDraw draw, PartitionExamples one) {
        this.spark = spark;
        this.examples = examples;
        this.draw = draw;
        this.one = one;
    }

    /**
     * Takes examples into the executors' memory, and counts them. What there is no memory for, Spark keeps on their disks.
     *
     * @param examples one or several each, all alike; a partition's must take less than 2 GB
     * @param batchSize the most examples in a batch, over all partitions
     * @param seed of the order; every value is a seed, 0 included
     * @throws IllegalArgumentException if the size is not positive, or there is no example
     */
    public static SparkBatches of(JavaRDD<MultiDataSet> examples, int batchSize, long seed) {
        JavaRDD<PartitionExamples> kept = examples.mapPartitionsWithIndex(
                        (partition, given) ->
                                List.of(PartitionExamples.of(partition, given)).iterator(),
                        true)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            int[] counts = kept.map(PartitionExamples::count).collect().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            BatchDraw draw = BatchDraw.of(counts, batchSize, seed);
            PartitionExamples one = kept.filter(partition -> partition.count() > 0)
                    .map(PartitionExamples::one)
                    .first();
            return new SparkBatches(JavaSparkContext.fromSparkContext(examples.context()), kept, draw, one);
        } catch (RuntimeException | Error e) {
            kept.unpersist();
            throw e;
        }
    }

    /** As {@link #of}, for networks of one input and one output. */
    public static SparkBatches ofDataSets(JavaRDD<DataSet> examples, int batchSize, long seed) {
        return of(examples.map(DataSet::toMultiDataSet), batchSize, seed);
    }

    @Override
    public int batchesPerEpoch() {
        return draw.batches();
    }

    @Override
    public int batchSize() {
        return draw.largest();
    }

    /** The partitions, whether they have examples or not. */
    @Override
    public int parts() {
        return draw.counts().length();
    }

    @Override
    public MultiDataSet example() {
        return one.examples(new int[] {0});
    }

    @Override
    public Computation begin(Network network) {
        return new OnExecutors(spark.broadcast(new RemoteNetwork(network.configurationJson())), network.seed());
    }

    /** Lets the executors forget the examples. */
    @Override
    public void close() {
        examples.unpersist();
    }

    private final class OnExecutors implements Computation {

        private final Broadcast<RemoteNetwork> network;
        private final long seed;
        private boolean closed;

        OnExecutors(Broadcast<RemoteNetwork> network, long seed) {
            this.network = network;
            this.seed = seed;
        }

        @Override
        public BatchGradients gradients(BatchPoint point) {
            Broadcast<StoredArray> parameters = spark.broadcast(StoredArray.of(point.parameters()));
            try {
                PartialGradients all = OrderedSum.of(examples.map(new GradientTask(
                        draw,
                        point.epoch(),
                        point.batch(),
                        point.iteration(),
                        point.networkEpoch(),
                        seed,
                        network,
                        parameters)));
                return new BatchGradients(all.sums(), all.examples(), all.lossSum() / all.examples());
            } catch (Exception e) {
                throw unchecked(e, point);
            } finally {
                parameters.destroy();
            }
        }

        /** Spark throws checked exceptions, interrupts among them, through methods that declare none. */
        private static RuntimeException unchecked(Exception failure, BatchPoint point) {
            Throwables.throwIfUnchecked(failure);
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new IllegalStateException("iteration " + point.iteration() + ": " + failure.getMessage(), failure);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                network.destroy();
            }
        }
    }
}
