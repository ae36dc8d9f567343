package org.snapshotensemble.spark;

import com.google.common.primitives.ImmutableIntArray;
import java.io.Serializable;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which examples of which partition are in which batch. Nothing but the seed and the sizes of the partitions decides it, so
 * that each partition knows its own share without a word with the others.
 *
 * <p>In each epoch each partition shuffles its examples; these are dealt out to the batches in turn, and the next partition
 * goes on with the batch after the last. So each batch has an equal share of each partition, to within one example, and two
 * batches differ by at most one example. Every example is in one batch.
 *
 * @param counts the examples of each partition
 * @param batches the batches of an epoch, at least 1 and at most the examples
 * @param seed every value is a seed, 0 included
 */
record BatchDraw(ImmutableIntArray counts, int batches, long seed) implements Serializable {

    /**
     * Deals out batches of at most so many examples.
     *
     * @throws IllegalArgumentException if there is no example, or the size is not positive
     */
    static BatchDraw of(int[] counts, int batchSize, long seed) {
        if (batchSize <= 0) {
            throw new IllegalArgumentException("batchSize must be > 0, was " + batchSize);
        }
        long examples = IntStream.of(counts).asLongStream().sum();
        if (examples == 0) {
            throw new IllegalArgumentException("examples must be at least one, were none");
        }
        return new BatchDraw(ImmutableIntArray.copyOf(counts), Math.toIntExact((examples - 1) / batchSize + 1), seed);
    }

    /** The examples in the first batch, than which none is larger. */
    int largest() {
        return Math.toIntExact((before(counts.length()) - 1) / batches + 1);
    }

    /**
     * A partition's share of a batch.
     *
     * @param order that of the partition's examples in the epoch
     * @return indices of its examples, from 0; perhaps none
     */
    int[] share(int[] order, int partition, int batch) {
        int first = Math.toIntExact(Math.floorMod(batch - before(partition), (long) batches));
        int share = first < order.length ? (order.length - 1 - first) / batches + 1 : 0;
        int[] rows = new int[share];
        for (int index = 0; index < share; index++) {
            rows[index] = order[first + index * batches];
        }
        return rows;
    }

    /** The examples of the partitions before this one. */
    private long before(int partition) {
        return counts.stream().limit(partition).asLongStream().sum();
    }

    /** The order of a partition's examples in an epoch. */
    int[] order(int partition, int epoch) {
        int[] order = IntStream.range(0, counts.get(partition)).toArray();
        SplittableRandom random = new SplittableRandom(mixed(seed, epoch, partition));
        for (int last = order.length - 1; last > 0; last--) {
            int chosen = random.nextInt(last + 1);
            int moved = order[last];
            order[last] = order[chosen];
            order[chosen] = moved;
        }
        return order;
    }

    /** A seed of three numbers, of which neighbours have nothing to do with each other. */
    static long mixed(long seed, int one, int other) {
        long oneMixed = new SplittableRandom(seed).nextLong() + one;
        return new SplittableRandom(new SplittableRandom(oneMixed).nextLong() + other).nextLong();
    }
}
