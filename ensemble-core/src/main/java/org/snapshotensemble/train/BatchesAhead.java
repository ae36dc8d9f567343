package org.snapshotensemble.train;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The batches of an epoch, made on a thread of their own, a few ahead of the thread that takes them: the same batches in
 * the same order. What goes wrong on the way is thrown where the batch would have come, the same object.
 *
 * <p>For one thread, which closes it; no other thread is left then.
 */
final class BatchesAhead implements Iterator<MultiDataSet>, AutoCloseable {

    /** What waits, beside the batch that is made: enough to level out some that take longer; {@link #close} needs 2. */
    private static final int WAITING = 2;

    private static final String THREAD_NAME = "batches-ahead";

    /** What the thread hands over. */
    private sealed interface Made {
        record Batch(MultiDataSet batch) implements Made {}

        record End() implements Made {}

        record Failure(Throwable cause) implements Made {}
    }

    private final Supplier<Iterator<MultiDataSet>> batches;
    private final BlockingQueue<Made> made = new ArrayBlockingQueue<>(WAITING);
    private final Thread maker = new Thread(this::makeAll, THREAD_NAME);
    private Optional<Made> next = Optional.empty();
    private volatile boolean closed;

    /**
     * @param batches begins the epoch, on the thread that makes the batches
     */
    BatchesAhead(Supplier<Iterator<MultiDataSet>> batches) {
        this.batches = batches;
        maker.setDaemon(true);
        maker.start();
    }

    private void makeAll() {
        try {
            Iterator<MultiDataSet> all = batches.get();
            while (!closed && all.hasNext()) {
                hand(new Made.Batch(all.next()));
            }
            hand(new Made.End());
        } catch (Throwable e) { // of whatever kind, or the thread that waits would wait for ever
            hand(new Made.Failure(e));
        }
    }

    private void hand(Made item) {
        Uninterruptibles.putUninterruptibly(made, item);
    }

    /** Waits until the next batch is made, or the last one was. */
    @Override
    public boolean hasNext() {
        Made item = next.orElseGet(() -> Uninterruptibles.takeUninterruptibly(made));
        next = Optional.of(item);
        if (item instanceof Made.Failure failure) {
            Throwables.throwIfUnchecked(failure.cause());
            throw new IllegalStateException(failure.cause());
        }
        return item instanceof Made.Batch;
    }

    @Override
    public MultiDataSet next() {
        if (hasNext() && next.orElse(null) instanceof Made.Batch item) {
            next = Optional.empty();
            return item.batch();
        }
        throw new NoSuchElementException("the epoch has no further batch");
    }

    /**
     * Ends the thread, without an interrupt, which would close a file that an epoch to come reads on. The queue has room
     * for the batch that is being made, and for the word that it was the last.
     */
    @Override
    public void close() {
        closed = true;
        made.clear();
        Uninterruptibles.joinUninterruptibly(maker);
    }
}
