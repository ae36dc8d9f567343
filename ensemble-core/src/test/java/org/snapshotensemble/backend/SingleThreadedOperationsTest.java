package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

class SingleThreadedOperationsTest {

    private static final int SEVERAL = 3;

    private final NativeOps operations = operations();
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private int openMpAtFirst;
    private int blasAtFirst;

    private static NativeOps operations() {
        Nd4j.getBackend();
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    @BeforeEach
    void useSeveralThreads() {
        openMpAtFirst = operations.ompGetMaxThreads();
        blasAtFirst = blasThreads();
        operations.setOmpNumThreads(SEVERAL);
        Nd4j.factory().blas().setMaxThreads(SEVERAL);
    }

    @AfterEach
    void useThreadsAsAtFirst() {
        other.shutdownNow();
        operations.setOmpNumThreads(openMpAtFirst);
        Nd4j.factory().blas().setMaxThreads(blasAtFirst);
    }

    private static int blasThreads() {
        return BlasThreads.OF_THE_PROCESS.current().orElseThrow();
    }

    @Test
    void inside_oneThread_afterwardsAsManyAsBefore() {
        try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
            assertThat(operations.ompGetMaxThreads()).isEqualTo(1);
            assertThat(blasThreads()).isEqualTo(1);
        }
        assertThat(operations.ompGetMaxThreads()).isEqualTo(SEVERAL);
        assertThat(blasThreads()).isEqualTo(SEVERAL);
    }

    @Test
    void insideOfAnother_staysOneThreadUntilTheOuterOneEnds() {
        try (SingleThreadedOperations outer = SingleThreadedOperations.begin()) {
            try (SingleThreadedOperations inner = SingleThreadedOperations.begin()) {
                assertThat(blasThreads()).isEqualTo(1);
            }
            assertThat(operations.ompGetMaxThreads()).isEqualTo(1);
            assertThat(blasThreads()).isEqualTo(1);
        }
        assertThat(operations.ompGetMaxThreads()).isEqualTo(SEVERAL);
        assertThat(blasThreads()).isEqualTo(SEVERAL);
    }

    @Test
    void onTwoThreads_blasIsLimitedUntilBothEnd_openMpIsEachOnesOwn() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<Integer> second = other.submit((Callable<Integer>) () -> {
            operations.setOmpNumThreads(2);
            try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
                began.countDown();
                end.await();
            }
            return operations.ompGetMaxThreads();
        });
        began.await();
        assertThat(operations.ompGetMaxThreads()).isEqualTo(SEVERAL);
        SingleThreadedOperations.begin().close();
        assertThat(blasThreads()).as("while the other is inside").isEqualTo(1);
        end.countDown();
        assertThat(second.get()).isEqualTo(2);
        assertThat(blasThreads()).isEqualTo(SEVERAL);
    }

    @Test
    void close_twice_releasesOnce() {
        try (SingleThreadedOperations outer = SingleThreadedOperations.begin()) {
            SingleThreadedOperations inner = SingleThreadedOperations.begin();
            inner.close();
            inner.close();
            assertThat(blasThreads()).isEqualTo(1);
        }
    }

    @Test
    void close_onAnotherThread_isRefused() throws Exception {
        try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
            other.submit(() -> assertThatThrownBy(single::close)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageStartingWith("must be closed by the thread that began it, ")
                            .hasMessageContaining(", was closed by pool-"))
                    .get();
        }
    }
}
