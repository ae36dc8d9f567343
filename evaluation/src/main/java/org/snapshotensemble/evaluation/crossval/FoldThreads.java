package org.snapshotensemble.evaluation.crossval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The threads that folds are trained on. None is the caller's: making a network would reseed its random numbers.
 *
 * @param count how many folds are trained at once
 */
record FoldThreads(int count) {

    /**
     * Does the same with each fold, several at a time, and returns the results in the folds' order. After a failure no other
     * fold is begun; those under way end, then the first fold's failure is thrown, the others' suppressed in it.
     */
    List<FoldResult> sideBySide(List<FoldPlan> plans, Function<FoldPlan, FoldResult> work) {
        AtomicBoolean failed = new AtomicBoolean();
        return run(threads -> {
            List<Future<Optional<FoldResult>>> futures = new ArrayList<>();
            for (FoldPlan plan : plans) {
                futures.add(threads.submit(() -> failed.get() ? Optional.empty() : attempt(plan, work, failed)));
            }
            List<FoldResult> results = new ArrayList<>();
            @Nullable Throwable first = null;
            for (Future<Optional<FoldResult>> future : futures) {
                try {
                    await(future, threads).ifPresent(results::add);
                } catch (RuntimeException | Error e) {
                    first = first == null ? e : suppressing(first, e);
                }
            }
            if (first instanceof Error error) {
                throw error;
            }
            if (first instanceof RuntimeException failure) {
                throw failure;
            }
            return results;
        });
    }

    /** Does something on one such thread. */
    <T> T alone(Callable<T> work) {
        return run(threads -> await(threads.submit(work), threads));
    }

    private static Optional<FoldResult> attempt(
            FoldPlan plan, Function<FoldPlan, FoldResult> work, AtomicBoolean failed) {
        try {
            return Optional.of(work.apply(plan));
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    private <T> T run(Function<ExecutorService, T> work) {
        AtomicInteger made = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(() -> workThenGiveBack(task), "fold-thread-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            return work.apply(threads);
        } finally {
            threads.shutdown();
        }
    }

    private static void workThenGiveBack(Runnable task) {
        try {
            task.run();
        } finally {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
    }

    /** Waits; an interrupt of the caller is handed on to the trainings, which then stop, and kept. */
    private static <T> T await(Future<T> future, ExecutorService threads) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.shutdownNow().forEach(FoldThreads::cancel);
                }
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Or nobody would ever end the waiting for a fold that has not begun. */
    private static void cancel(Runnable task) {
        if (task instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    private static Throwable suppressing(Throwable first, Throwable other) {
        first.addSuppressed(other);
        return first;
    }

    /** What the work threw. It declares no checked exception. */
    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable failure = e.getCause();
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
