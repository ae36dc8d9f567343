package org.snapshotensemble.ensemble;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.SingleThreadedOperations;

/**
 * Spreads the tasks of a call over the cores: the calling thread works, and threads of its own help where cores are free.
 *
 * <p>No call waits for a thread to become free: a caller does itself whatever no other thread has taken yet. Callers that
 * are as many as the cores do all of their work themselves. The threads are daemons, made when they are first of use; one
 * that had nothing to do for a while ends, and gives back the working memory that Deeplearning4j keeps for a thread.
 */
final class CoreThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 60;

    private final int cores;
    private final AtomicInteger callers = new AtomicInteger();
    private final DaemonThreads daemons = new DaemonThreads();
    private final ThreadPoolExecutor helpers;

    CoreThreads(int cores) {
        if (cores <= 0) {
            throw new IllegalArgumentException("cores must be > 0, was " + cores);
        }
        this.cores = cores;
        int size = Math.max(1, cores - 1);
        // An invitation that finds the queue full is thrown away: the threads are busy, and the caller works anyway.
        helpers = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(size),
                daemons,
                new ThreadPoolExecutor.DiscardPolicy());
        helpers.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs tasks {@code 0, 1, …, count - 1}, several at a time, in no certain order; returns when all have ended. Each runs
     * inside of {@link SingleThreadedOperations}.
     *
     * @throws RuntimeException the first failure of a task; tasks that had not begun by then are left out
     */
    void run(int count, IntConsumer task) {
        Job job = new Job(count, task);
        int busy = callers.incrementAndGet();
        try {
            for (int helper = 0; helper < Math.min(count - 1, cores - busy); helper++) {
                helpers.execute(() -> job.work(helpers::isShutdown));
            }
            job.work(() -> false);
            job.awaitEnd();
        } finally {
            callers.decrementAndGet();
        }
    }

    /** Ends the threads, each after the task that it is at, and waits for them; calls under way do the rest themselves. */
    @Override
    public void close() {
        helpers.shutdown();
        // The pool has terminated before its threads have: they still give back their memory.
        daemons.threads.forEach(Uninterruptibles::joinUninterruptibly);
    }

    @FunctionalInterface
    private interface StopSign {
        boolean isUp();
    }

    /** The tasks of one call. */
    private static final class Job {

        private final int count;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch unfinished;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Job(int count, IntConsumer task) {
            this.count = count;
            this.task = task;
            this.unfinished = new CountDownLatch(count);
        }

        /** Takes one task after another until none is left. */
        void work(StopSign stop) {
            if (next.get() >= count) {
                return;
            }
            try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
                while (!stop.isUp()) {
                    int index = next.getAndIncrement();
                    if (index >= count) {
                        return;
                    }
                    run(index);
                }
            }
        }

        // Whatever a task throws belongs to the caller, who may be another thread.
        private void run(int index) {
            try {
                if (failure.get() == null) {
                    task.accept(index);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                unfinished.countDown();
            }
        }

        void awaitEnd() {
            Uninterruptibles.awaitUninterruptibly(unfinished);
            Throwable first = failure.get();
            if (first instanceof Error error) {
                throw error;
            }
            if (first != null) {
                // A task is an IntConsumer: it declares no checked exception.
                throw (RuntimeException) first;
            }
        }
    }

    private static final class DaemonThreads implements ThreadFactory {

        private final AtomicInteger made = new AtomicInteger();
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(() -> workThenGiveBack(work), "ensemble-" + made.getAndIncrement());
            thread.setDaemon(true);
            threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        }

        private static void workThenGiveBack(Runnable work) {
            try {
                work.run();
            } finally {
                Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            }
        }
    }
}
