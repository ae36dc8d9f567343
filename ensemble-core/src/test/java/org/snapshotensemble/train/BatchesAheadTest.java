package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(60)
class BatchesAheadTest {

    private static final String MAKER = "batches-ahead";

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(MAKER);
    }

    private static MultiDataSet batch(int number) {
        return new org.nd4j.linalg.dataset.MultiDataSet(Nd4j.scalar((float) number), Nd4j.scalar((float) number));
    }

    private static Iterator<MultiDataSet> batches(int count, IntFunction<MultiDataSet> made) {
        return IntStream.range(0, count).mapToObj(made).iterator();
    }

    private static int number(MultiDataSet batch) {
        return batch.getFeatures(0).getInt(0);
    }

    @Test
    void batches_areThoseOfTheSource_inItsOrder() {
        List<Integer> taken = new ArrayList<>();
        try (BatchesAhead ahead = new BatchesAhead(() -> batches(50, BatchesAheadTest::batch))) {
            ahead.forEachRemaining(batch -> taken.add(number(batch)));
            assertThatThrownBy(ahead::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("the epoch has no further batch");
        }
        assertThat(taken).isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void batches_areMadeOnAnotherThread() {
        List<String> makers = new ArrayList<>();
        try (BatchesAhead ahead = new BatchesAhead(() -> batches(1, number -> {
            makers.add(Thread.currentThread().getName());
            return batch(number);
        }))) {
            ahead.next();
        }
        assertThat(makers).containsExactly(MAKER);
    }

    static Stream<Arguments> failures() {
        ArithmeticException exception = new ArithmeticException("on purpose");
        OutOfMemoryError error = new OutOfMemoryError("on purpose");
        return Stream.of(
                Arguments.of(exception, (Runnable) () -> {
                    throw exception;
                }),
                Arguments.of(error, (Runnable) () -> {
                    throw error;
                }));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureOfTheSource_isThrownInItsPlace_theSameObject(Throwable failure, Runnable failing) {
        try (BatchesAhead ahead = new BatchesAhead(() -> batches(10, number -> {
            if (number == 4) {
                failing.run();
            }
            return batch(number);
        }))) {
            for (int i = 0; i < 4; i++) {
                assertThat(number(ahead.next())).isEqualTo(i);
            }
            assertThatThrownBy(ahead::hasNext).isSameAs(failure);
            assertThatThrownBy(ahead::next).isSameAs(failure);
        }
    }

    @Test
    void close_inTheMiddle_endsTheMaking_whichWasOnlyAFewAhead() {
        AtomicInteger made = new AtomicInteger();
        try (BatchesAhead ahead = new BatchesAhead(() -> batches(1_000_000, number -> {
            made.incrementAndGet();
            return batch(number);
        }))) {
            ahead.next();
        }
        // one that was taken, two that waited, one in the making
        assertThat(made.get()).isBetween(1, 4);
    }

    @Test
    void close_unused_endsTheMaking() {
        AtomicInteger made = new AtomicInteger();
        new BatchesAhead(() -> batches(1_000_000, number -> {
                    made.incrementAndGet();
                    return batch(number);
                }))
                .close();
        assertThat(made.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void interruptOfTheOneWhoTakes_isKept_andSheGetsHerBatch() {
        try (BatchesAhead ahead = new BatchesAhead(() -> batches(3, BatchesAheadTest::batch))) {
            Thread.currentThread().interrupt();
            MultiDataSet taken = ahead.next();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(number(taken)).isZero();
        }
    }
}
