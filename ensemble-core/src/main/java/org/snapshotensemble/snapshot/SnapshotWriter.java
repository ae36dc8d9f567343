package org.snapshotensemble.snapshot;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Has a run's files written, one piece of work after the other, here or on another thread; what became of it is always
 * told on the thread that asks, and once.
 *
 * <p>Its methods are called by one thread, the training's. What an earlier piece of work did is seen by the next one and
 * by the thread that asked.
 */
final class SnapshotWriter {

    private static final String THREAD_NAME = "snapshot-writer";

    private final Executor executor;
    private Optional<CompletableFuture<Optional<Snapshot>>> underWay = Optional.empty();

    private SnapshotWriter(Executor executor) {
        this.executor = executor;
    }

    /** Writes on the thread that asks for it: when {@link #start} returns, all is done. */
    static SnapshotWriter atOnce() {
        return new SnapshotWriter(Runnable::run);
    }

    /**
     * Writes on a thread that is there as long as there is something to write. An interrupt of the training's thread does
     * not reach it.
     */
    static SnapshotWriter behind() {
        return new SnapshotWriter(task -> new Thread(task, THREAD_NAME).start());
    }

    /**
     * Starts to write. What was started before must have been {@linkplain #await awaited}, so that no more than one
     * snapshot is in memory.
     *
     * @param writing writes; it returns the snapshot, if it is one, when that is durable
     */
    void start(Supplier<Optional<Snapshot>> writing) {
        if (underWay.isPresent()) {
            throw new IllegalStateException("await what is under way first");
        }
        underWay = Optional.of(CompletableFuture.supplyAsync(writing, executor));
    }

    /** Whether something has been started and is not done. */
    boolean isUnderWay() {
        return underWay.filter(writing -> !writing.isDone()).isPresent();
    }

    /**
     * Returns a snapshot that has become durable since this was last asked; does not wait.
     *
     * @throws RuntimeException what the writing threw, the same object, and it is over then; errors alike
     */
    Optional<Snapshot> written() {
        return underWay.filter(CompletableFuture::isDone).flatMap(this::take);
    }

    /** As {@link #written()}, but waits until nothing is under way; an interrupt does not end the waiting, and is kept. */
    Optional<Snapshot> await() {
        return underWay.flatMap(this::take);
    }

    private Optional<Snapshot> take(CompletableFuture<Optional<Snapshot>> writing) {
        try {
            return writing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw e;
        } finally {
            underWay = Optional.empty();
        }
    }
}
