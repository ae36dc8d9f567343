package org.snapshotensemble.ensemble;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.snapshotensemble.forward.Scratch;

/**
 * The working memory of forward passes, for any number of threads: there are never more than tasks at one time. Memory that
 * is out when this is closed is given back at its return.
 */
final class ScratchPool implements AutoCloseable {

    private final Queue<Scratch> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Lends memory that nobody else has meanwhile. */
    <T> T lend(Function<Scratch, T> work) {
        Scratch borrowed = idle.poll();
        Scratch scratch = borrowed != null ? borrowed : new Scratch();
        try {
            return work.apply(scratch);
        } finally {
            idle.add(scratch);
            if (closed) {
                freeIdle();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        freeIdle();
    }

    private void freeIdle() {
        for (Scratch scratch = idle.poll(); scratch != null; scratch = idle.poll()) {
            scratch.close();
        }
    }
}
