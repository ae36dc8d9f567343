package org.snapshotensemble.ensemble;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.snapshotensemble.forward.Scratch;

/** The working memory of forward passes, for any number of threads: there are never more than tasks at one time. */
final class ScratchPool implements AutoCloseable {

    /** A burst of calls must not keep its memory for ever. */
    private static final int MOST_IDLE = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());

    // The one that was given back last is the one that is still near the processor.
    private final Deque<Scratch> idle = new ConcurrentLinkedDeque<>();

    /** Lends memory that nobody else has meanwhile. */
    <T> T lend(Function<Scratch, T> work) {
        Scratch borrowed = idle.poll();
        Scratch scratch = borrowed != null ? borrowed : new Scratch();
        try {
            return work.apply(scratch);
        } finally {
            giveBack(scratch);
        }
    }

    private void giveBack(Scratch scratch) {
        if (idle.size() < MOST_IDLE) {
            idle.push(scratch);
        } else {
            scratch.close();
        }
    }

    /** Gives the memory back, when none is out any more. */
    @Override
    public void close() {
        for (Scratch scratch = idle.poll(); scratch != null; scratch = idle.poll()) {
            scratch.close();
        }
    }
}
