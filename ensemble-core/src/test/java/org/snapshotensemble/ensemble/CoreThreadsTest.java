package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

@Timeout(60)
class CoreThreadsTest {

    private final CoreThreads threads = new CoreThreads(3);

    @AfterEach
    void close() {
        threads.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void run_anyCount_runsEachTaskOnce(int count) {
        AtomicIntegerArray runs = new AtomicIntegerArray(count + 1);
        threads.run(count, runs::incrementAndGet);
        assertThat(IntStream.range(0, count).map(runs::get)).allMatch(times -> times == 1);
        assertThat(runs.get(count)).isZero();
    }

    @Test
    void run_oneCaller_worksOnAsManyThreadsAsCores() {
        CyclicBarrier allCores = new CyclicBarrier(3);
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        threads.run(3, task -> {
            await(allCores);
            workers.add(Thread.currentThread());
        });
        assertThat(workers).hasSize(3).contains(Thread.currentThread());
        assertThat(workers)
                .filteredOn(worker -> worker != Thread.currentThread())
                .allMatch(Thread::isDaemon);
    }

    @Test
    void run_asManyCallersAsCores_askNoFurtherThread() throws Exception {
        CountDownLatch twoAreIn = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> others = List.of(
                    callers.submit(() -> threads.run(1, task -> inUntil(twoAreIn, end))),
                    callers.submit(() -> threads.run(1, task -> inUntil(twoAreIn, end))));
            await(twoAreIn);
            Set<Thread> workers = ConcurrentHashMap.newKeySet();
            threads.run(100, task -> workers.add(Thread.currentThread()));
            assertThat(workers).containsExactly(Thread.currentThread());
            end.countDown();
            for (Future<?> other : others) {
                other.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static void inUntil(CountDownLatch in, CountDownLatch end) {
        in.countDown();
        await(end);
    }

    @Test
    void run_whileTheThreadsAreBusyElsewhere_doesNotWaitForThem() throws Exception {
        CoreThreads two = new CoreThreads(2);
        CyclicBarrier bothIn = new CyclicBarrier(3);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(1);
        try {
            Future<?> other = callers.submit(() -> two.run(2, task -> {
                await(bothIn);
                await(end);
            }));
            await(bothIn);
            AtomicInteger done = new AtomicInteger();
            two.run(50, task -> done.incrementAndGet());
            assertThat(done).hasValue(50);
            end.countDown();
            other.get();
        } finally {
            callers.shutdownNow();
            two.close();
        }
    }

    @Test
    void run_taskThatFails_failsTheCallWithItsOwnFailureAndLeavesOutTheRest() {
        AtomicInteger begun = new AtomicInteger();
        IllegalStateException failure = new IllegalStateException("task 1");
        assertThatThrownBy(() -> threads.run(1_000_000, task -> {
                    begun.incrementAndGet();
                    if (task == 1) {
                        throw failure;
                    }
                }))
                .isSameAs(failure);
        assertThat(begun).hasValueLessThan(1_000_000);
        assertThatThrownBy(() -> threads.run(5, task -> {
                    throw new AssertionError("an error");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessage("an error");
        threads.run(7, task -> begun.set(-1));
        assertThat(begun).hasValue(-1);
    }

    @Test
    void run_afterClose_isDoneByTheCaller() {
        threads.close();
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        threads.run(10, task -> workers.add(Thread.currentThread()));
        assertThat(workers).containsExactly(Thread.currentThread());
    }

    @Test
    void run_interruptedCaller_endsAndStaysInterrupted() {
        AtomicInteger done = new AtomicInteger();
        Thread.currentThread().interrupt();
        threads.run(100, task -> done.incrementAndGet());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).hasValue(100);
    }

    @Test
    void run_onAnyThread_keepsNativeOperationsToIt() {
        Nd4j.getBackend();
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int before = operations.ompGetMaxThreads();
        operations.setOmpNumThreads(4);
        try {
            CyclicBarrier allCores = new CyclicBarrier(3);
            Set<Integer> inside = ConcurrentHashMap.newKeySet();
            threads.run(3, task -> {
                await(allCores);
                inside.add(operations.ompGetMaxThreads());
            });
            assertThat(inside).containsExactly(1);
            assertThat(operations.ompGetMaxThreads()).isEqualTo(4);
        } finally {
            operations.setOmpNumThreads(before);
        }
    }

    @Test
    void cores_none_areRefused() {
        assertThatThrownBy(() -> new CoreThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cores must be > 0, was 0");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
