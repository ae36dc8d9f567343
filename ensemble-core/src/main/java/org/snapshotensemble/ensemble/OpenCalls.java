package org.snapshotensemble.ensemble;

/** Calls under way: after closing there begins none, and what they all need is given back when the last one has ended. */
final class OpenCalls {

    private final Runnable giveBack;
    private int calls;
    private boolean closed;

    /** @param giveBack is run once, at the end */
    OpenCalls(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /**
     * Begins a call.
     *
     * @throws IllegalStateException if this is closed
     */
    synchronized void begin() {
        if (closed) {
            throw new IllegalStateException("the ensemble is closed");
        }
        calls++;
    }

    /** Ends a call that has begun. */
    void end() {
        boolean isLast;
        synchronized (this) {
            calls--;
            isLast = closed && calls == 0;
        }
        if (isLast) {
            giveBack.run();
        }
    }

    /** Lets no further call begin; a second time it does nothing. */
    void close() {
        boolean isIdle;
        synchronized (this) {
            isIdle = !closed && calls == 0;
            closed = true;
        }
        if (isIdle) {
            giveBack.run();
        }
    }
}
