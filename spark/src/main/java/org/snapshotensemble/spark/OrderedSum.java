package org.snapshotensemble.spark;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The sum of what all partitions computed, added in a tree of two levels: groups of neighbours in the executors, then the
 * groups on the driver, which so receives and adds about the square root of the partitions' number of arrays.
 *
 * <p>Not Spark's own {@code treeReduce}: it adds in the order in which results arrive, so that a training would not repeat to
 * the bit.
 */
final class OrderedSum {

    /** As few arrays are sent to the driver as quickly as to each other. */
    private static final int FEW = 4;

    private OrderedSum() {}

    /**
     * Adds.
     *
     * @param parts one element a partition
     */
    static PartialGradients of(JavaRDD<PartialGradients> parts) {
        int partitions = parts.getNumPartitions();
        if (partitions <= FEW) {
            return PartialGradients.sum(parts.collect());
        }
        int width = (int) Math.ceil(Math.sqrt(partitions));
        int groups = (partitions - 1) / width + 1;
        List<PartialGradients> sums = parts.mapToPair(part -> new Tuple2<>(part.first() / width, part))
                .groupByKey(groups)
                .map(group -> PartialGradients.sum(group._2()))
                .collect();
        return PartialGradients.sum(sums);
    }
}
