package org.snapshotensemble.forward;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Things that serve one call at a time, lent to any number of threads. A further one is made when all are out, so there
 * are never more than calls at one time; a burst of calls does not keep all of its own for ever.
 */
public final class IdlePool<T> implements AutoCloseable {

    private static final int MOST_IDLE = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

    private final Supplier<? extends T> maker;
    private final Consumer<? super T> disposal;
    private final int mostIdle;
    // What was given back last is what is still near the processor.
    private final Deque<T> idle = new ConcurrentLinkedDeque<>();

    /**
     * An empty pool.
     *
     * @param maker makes a further one
     * @param disposal frees one that is not kept
     */
    public IdlePool(Supplier<? extends T> maker, Consumer<? super T> disposal) {
        this(maker, disposal, MOST_IDLE);
    }

    IdlePool(Supplier<? extends T> maker, Consumer<? super T> disposal, int mostIdle) {
        this.maker = maker;
        this.disposal = disposal;
        this.mostIdle = mostIdle;
    }

    /** Lends one that nobody else has meanwhile. One whose work has failed is not lent again: nobody knows its state. */
    public <R> R lend(Function<? super T, R> work) {
        T borrowed = idle.poll();
        T lent = borrowed != null ? borrowed : maker.get();
        R result;
        try {
            result = work.apply(lent);
        } catch (RuntimeException | Error e) {
            disposal.accept(lent);
            throw e;
        }
        add(lent);
        return result;
    }

    /** As {@link #lend}, for work without a result. */
    public void use(Consumer<? super T> work) {
        lend(one -> {
            work.accept(one);
            return one;
        });
    }

    /** Takes one that may be lent from now on, or frees it where enough are idle. */
    public void add(T one) {
        if (idle.size() < mostIdle) {
            idle.push(one);
        } else {
            disposal.accept(one);
        }
    }

    /** Frees those that are idle, when none is out any more. */
    @Override
    public void close() {
        for (T one = idle.poll(); one != null; one = idle.poll()) {
            disposal.accept(one);
        }
    }
}
