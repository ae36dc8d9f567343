package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Throwables;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.Deallocator;

final class LateDeallocationTest {

    private final LateDeallocation service = LateDeallocation.started();

    /** Something whose memory is outside of Java's; what frees it must not hold it. */
    private record Block(String id, CompletableFuture<Long> freed) implements Deallocatable {

        @Override
        public String getUniqueId() {
            return id;
        }

        @Override
        public Deallocator deallocator() {
            CompletableFuture<Long> done = freed;
            return () -> done.complete(System.nanoTime());
        }

        @Override
        public int targetDevice() {
            return 0;
        }
    }

    private static long freedAt(CompletableFuture<Long> freed)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (int attempt = 0; attempt < 100; attempt++) {
            System.gc();
            try {
                return freed.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // The collector may not have found it yet.
            }
        }
        return freed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void pickObject_dead_isFreedAFifthOfASecondLater()
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Long> freed = new CompletableFuture<>();
        long before = System.nanoTime();
        service.pickObject(new Block("dead", freed));

        assertThat(Duration.ofNanos(freedAt(freed) - before)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void pickObject_alive_isNotFreed() throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Long> kept = new CompletableFuture<>();
        CompletableFuture<Long> freed = new CompletableFuture<>();
        Block alive = new Block("alive", kept);
        try {
            service.pickObject(alive);
            service.pickObject(new Block("dead", freed));

            freedAt(freed);

            assertThat(kept).isNotDone();
        } finally {
            Reference.reachabilityFence(alive);
        }
    }

    @Test
    void pickObject_oneThatCannotBeFreed_doesNotStopTheOthers()
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Long> freed = new CompletableFuture<>();
        service.pickObject(new Unfreeable(() -> new IllegalStateException("memory cannot be freed")));
        service.pickObject(new Unfreeable(() -> new OutOfMemoryError("no heap is left for a moment")));
        service.pickObject(new Block("dead", freed));

        assertThat(freedAt(freed)).isNotZero();
    }

    /** Its deallocator fails. */
    private static final class Unfreeable implements Deallocatable {

        private final Supplier<? extends Throwable> failure;

        Unfreeable(Supplier<? extends Throwable> failure) {
            this.failure = failure;
        }

        @Override
        public String getUniqueId() {
            return "unfreeable " + failure.get();
        }

        @Override
        public Deallocator deallocator() {
            Supplier<? extends Throwable> why = failure;
            return () -> Throwables.throwIfUnchecked(why.get());
        }

        @Override
        public int targetDevice() {
            return 0;
        }
    }
}
