package org.snapshotensemble.data;

import java.util.SplittableRandom;

/** The order in which the examples of an epoch are taken: a pure function of the epoch and the number of examples. */
@FunctionalInterface
interface BatchOrder {

    /**
     * A permutation of {@code 0 … examples - 1}.
     *
     * @param epoch the epoch, from 0
     */
    int[] permutation(int epoch, int examples);

    /** The order in which some rows are taken, where this is the order of their places among them. */
    default BatchOrder of(int[] rows) {
        return (epoch, examples) -> {
            int[] order = permutation(epoch, examples);
            for (int i = 0; i < order.length; i++) {
                order[i] = rows[order[i]];
            }
            return order;
        };
    }

    /** The examples as they come, in every epoch. */
    static BatchOrder asGiven() {
        return (epoch, examples) -> identity(examples);
    }

    /**
     * A Fisher–Yates shuffle for each epoch.
     *
     * <p>The seed is mixed once before the epoch is added, because {@link SplittableRandom} steps by a constant: seeds
     * and epochs added as they are could give one sequence, shifted. Only {@code nextLong} is used, whose values do not
     * depend on the version of the JDK.
     */
    static BatchOrder shuffled(long seed) {
        long mixed = new SplittableRandom(seed).nextLong();
        return (epoch, examples) -> {
            SplittableRandom random = new SplittableRandom(mixed + epoch);
            int[] order = identity(examples);
            for (int i = examples - 1; i > 0; i--) {
                int j = (int) Long.remainderUnsigned(random.nextLong(), i + 1L);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            return order;
        };
    }

    private static int[] identity(int examples) {
        int[] order = new int[examples];
        for (int i = 0; i < examples; i++) {
            order[i] = i;
        }
        return order;
    }
}
