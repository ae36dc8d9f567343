package org.snapshotensemble.backend;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * A stretch of work whose native operations each run on the thread that calls them, and on no other.
 *
 * <p>ND4J spreads an operation over OpenMP's threads and a matrix product over OpenBLAS's. Where several threads work
 * side by side, that costs more than it gives: the threads of one operation take the processor from another's, and only
 * one product at a time may use OpenBLAS's threads, so that the others queue. Inside, each thread keeps to one core.
 *
 * <pre>{@code
 * try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
 *     network.output(features);
 * }
 * }</pre>
 *
 * <p>OpenMP's number of threads belongs to the calling thread: other threads keep theirs. OpenBLAS's belongs to the
 * process: it is 1 while any thread is inside, for all, and what it was before as soon as the last one has left. On a
 * graphics processor, and with another BLAS than OpenBLAS, that half is left as it is. Begin and close take well under a
 * microsecond; a stretch inside of a stretch does no harm.
 */
public final class SingleThreadedOperations implements AutoCloseable {

    private final Thread owner = Thread.currentThread();
    private final NativeOps operations;
    private final int openMpThreadsBefore;
    private boolean closed;

    private SingleThreadedOperations(NativeOps operations) {
        this.operations = operations;
        this.openMpThreadsBefore = operations.ompGetMaxThreads();
    }

    /** Begins a stretch for the calling thread, which is to close it. */
    public static SingleThreadedOperations begin() {
        // Loads ND4J's backend where nothing has before: its native operations cannot be had otherwise.
        Nd4j.getBackend();
        SingleThreadedOperations stretch =
                new SingleThreadedOperations(NativeOpsHolder.getInstance().getDeviceNativeOps());
        stretch.operations.setOmpNumThreads(1);
        BlasThreads.OF_THE_PROCESS.limit();
        return stretch;
    }

    /**
     * Ends the stretch; a second call does nothing.
     *
     * @throws IllegalStateException on another thread than began it
     */
    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("must be closed by the thread that began it, " + owner.getName()
                    + ", was closed by " + Thread.currentThread().getName());
        }
        if (!closed) {
            closed = true;
            BlasThreads.OF_THE_PROCESS.release();
            operations.setOmpNumThreads(openMpThreadsBefore);
        }
    }
}
