package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class SnapshotWriterTest {

    private static final Snapshot SNAPSHOT =
            new Snapshot("cycle-0001", 0, 3, 0, 0.1, "snapshots/cycle-0001.zip", "ab".repeat(32), 1, Optional.empty());

    @Test
    void atOnce_start_hasWrittenOnThisThreadWhenItReturns() {
        SnapshotWriter writer = SnapshotWriter.atOnce();
        AtomicReference<Thread> thread = new AtomicReference<>();
        writer.start(() -> written(thread));
        assertThat(thread).hasValue(Thread.currentThread());
        assertThat(writer.written()).contains(SNAPSHOT);
        assertThat(writer.written()).isEmpty();
    }

    @Test
    void behind_start_returnsWhileItIsWritten() {
        SnapshotWriter writer = SnapshotWriter.behind();
        CountDownLatch mayWrite = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        writer.start(() -> {
            awaitUntroubled(mayWrite);
            return written(thread);
        });
        assertThat(writer.written()).isEmpty();
        mayWrite.countDown();
        assertThat(writer.await()).contains(SNAPSHOT);
        assertThat(writer.await()).isEmpty();
        assertThat(thread).doesNotHaveValue(Thread.currentThread());
    }

    @Test
    void behind_threadIsGoneAfterTheWriting() throws InterruptedException {
        SnapshotWriter writer = SnapshotWriter.behind();
        AtomicReference<Thread> thread = new AtomicReference<>();
        writer.start(() -> written(thread));
        writer.await();
        Thread writing = Objects.requireNonNull(thread.get());
        writing.join(5_000);
        assertThat(writing.isAlive()).isFalse();
    }

    static Stream<SnapshotWriter> writers() {
        return Stream.of(SnapshotWriter.atOnce(), SnapshotWriter.behind());
    }

    @ParameterizedTest
    @MethodSource("writers")
    void await_writingThatFailed_throwsTheSameObjectOnce(SnapshotWriter writer) {
        RunException failure = new RunException(Path.of("there"), "cannot be written");
        writer.start(() -> {
            throw failure;
        });
        assertThatThrownBy(writer::await).isSameAs(failure);
        assertThat(writer.await()).isEmpty();
        assertThat(writer.written()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("writers")
    void await_writingThatEndedInAnError_throwsIt(SnapshotWriter writer) {
        OutOfMemoryError error = new OutOfMemoryError("on purpose");
        writer.start(() -> {
            throw error;
        });
        assertThatThrownBy(writer::await).isSameAs(error);
    }

    @Test
    void start_whileSomethingIsUnderWay_isRefused() {
        SnapshotWriter writer = SnapshotWriter.behind();
        writer.start(Optional::empty);
        assertThatThrownBy(() -> writer.start(Optional::empty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("await what is under way first");
    }

    @Test
    void await_interrupted_waitsAndKeepsTheInterrupt() {
        SnapshotWriter writer = SnapshotWriter.behind();
        Thread training = Thread.currentThread();
        writer.start(() -> {
            training.interrupt();
            return Optional.of(SNAPSHOT);
        });
        Optional<Snapshot> awaited = writer.await();
        boolean interrupted = Thread.interrupted();
        assertThat(awaited).contains(SNAPSHOT);
        assertThat(interrupted).isTrue();
    }

    private static Optional<Snapshot> written(AtomicReference<Thread> thread) {
        thread.set(Thread.currentThread());
        return Optional.of(SNAPSHOT);
    }

    private static void awaitUntroubled(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
