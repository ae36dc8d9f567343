package org.snapshotensemble.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** A person's own iterator, counted once; an epoch with another number of batches is an error. */
final class IteratorBatches implements BatchSource {

    private final ResettableBatches batches;
    private final boolean repeatable;
    private final int batchesPerEpoch;

    IteratorBatches(ResettableBatches batches, boolean repeatable) {
        this.batches = batches;
        this.repeatable = repeatable;
        this.batchesPerEpoch = count(batches);
    }

    private static int count(ResettableBatches batches) {
        batches.reset();
        int count = 0;
        while (batches.hasNext()) {
            batches.next();
            count = Math.incrementExact(count);
        }
        if (count == 0) {
            throw new IllegalArgumentException("iterator must have at least one batch, had none");
        }
        return count;
    }

    @Override
    public int batchesPerEpoch() {
        return batchesPerEpoch;
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }

    @Override
    public Iterator<MultiDataSet> epoch(int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be >= 0, was " + epoch);
        }
        batches.reset();
        return new Counted(epoch);
    }

    /** Schedules are laid out over the counted number of batches, so a different number must not pass unseen. */
    private final class Counted implements Iterator<MultiDataSet> {

        private final int epoch;
        private int given;

        Counted(int epoch) {
            this.epoch = epoch;
        }

        @Override
        public boolean hasNext() {
            boolean more = batches.hasNext();
            if (more && given == batchesPerEpoch) {
                throw new IllegalStateException("iterator must have " + batchesPerEpoch
                        + " batches each time, as counted at first, has more in epoch " + epoch);
            }
            if (!more && given < batchesPerEpoch) {
                throw new IllegalStateException("iterator must have " + batchesPerEpoch
                        + " batches each time, as counted at first, had " + given + " in epoch " + epoch);
            }
            return more;
        }

        @Override
        public MultiDataSet next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the epoch has no further batch");
            }
            given++;
            return batches.next();
        }
    }
}
