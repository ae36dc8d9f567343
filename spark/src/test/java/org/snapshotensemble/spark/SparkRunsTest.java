package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.train.SnapshotTrainer;

@ExtendWith(LocalSpark.class)
class SparkRunsTest {

    /** The tasks of the tests, which run in this JVM, leave here where they were and when. */
    private static final AtomicInteger ATTEMPTS = new AtomicInteger();

    private static volatile CountDownLatch begun = new CountDownLatch(1);

    @TempDir
    Path folder;

    @Test
    void runs_haveTheBitsOfThoseTrainedHere(JavaSparkContext spark) throws Exception {
        LabelledData digits = SmallRuns.digits(200);
        try (SparkData sent = SparkData.broadcast(spark, digits)) {
            List<Run> runs = SparkRuns.of(spark)
                    .train(List.of(7L, 8L), (seed, run) -> train(sent.value(), seed, run), folder.resolve("there"));
            assertThat(runs)
                    .extracting(Run::folder)
                    .containsExactly(folder.resolve("there/seed-7"), folder.resolve("there/seed-8"));
            for (int seed : new int[] {7, 8}) {
                Run here = train(digits, seed, folder.resolve("here-" + seed));
                SameRuns.assertSame(runs.get(seed - 7), here);
            }
            assertThat(SameRuns.weights(runs.get(0), 0)).isNotEqualTo(SameRuns.weights(runs.get(1), 0));
        }
    }

    @Test
    void data_areTheSameWhereTheyArrive(JavaSparkContext spark) {
        LabelledData digits = SmallRuns.digits(50);
        try (SparkData sent = SparkData.broadcast(spark, digits)) {
            assertThat(sent.value()).isEqualTo(digits).isNotSameAs(digits).isSameAs(sent.value());
            List<Integer> seen = spark.parallelize(List.of(1, 2, 3, 4), 4)
                    .map(task -> System.identityHashCode(sent.value()))
                    .distinct()
                    .collect();
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void seedThatFails_isNamed_triedOnce_andLeavesTheOthers(JavaSparkContext spark) {
        ATTEMPTS.set(0);
        assertThatThrownBy(() -> SparkRuns.of(spark)
                        .train(
                                List.of(1L, 2L),
                                (seed, run) -> {
                                    if (seed == 1) {
                                        ATTEMPTS.incrementAndGet();
                                        throw new IllegalArgumentException("what a seed");
                                    }
                                    return train(SmallRuns.digits(100), seed, run);
                                },
                                folder))
                .isInstanceOf(RemoteTrainingException.class)
                .hasMessage("seed 1: what a seed");
        assertThat(ATTEMPTS).hasValue(1);
        assertThat(folder.resolve("seed-1")).doesNotExist();
        assertThat(Run.open(folder.resolve("seed-2")).unfinished()).isEmpty();
    }

    @Test
    void failureOfAMachine_isLeftToSpark_whichTriesAgain(JavaSparkContext spark) {
        ATTEMPTS.set(0);
        assertThatThrownBy(() -> SparkRuns.of(spark)
                        .train(
                                List.of(1L),
                                (seed, run) -> {
                                    ATTEMPTS.incrementAndGet();
                                    throw new UncheckedIOException(new IOException("no space left on device"));
                                },
                                folder))
                .isNotInstanceOf(RemoteTrainingException.class)
                .hasStackTraceContaining("no space left on device");
        assertThat(ATTEMPTS).hasValue(4);
    }

    @Test
    @Timeout(60)
    void interrupt_endsTheTrainings_andIsKept(JavaSparkContext spark) throws Exception {
        begun = new CountDownLatch(1);
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                SparkRuns.of(spark)
                        .train(
                                List.of(1L),
                                (seed, run) -> {
                                    begun.countDown();
                                    return forEver();
                                },
                                folder);
                kept.complete(false);
            } catch (RuntimeException e) {
                kept.complete(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        begun.await();
        caller.interrupt();
        assertThat(kept.get()).isTrue();
        assertThat(folder.resolve("seed-1")).doesNotExist();
    }

    private static Run forEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("was interrupted");
    }

    @Test
    void scratchFolders_areGoneAfterwards(JavaSparkContext spark) throws IOException {
        Path noted = folder.resolve("noted");
        String name = noted.toString();
        SparkRuns.of(spark)
                .train(
                        List.of(3L),
                        (seed, run) -> {
                            write(Path.of(name), run.toString());
                            return train(SmallRuns.digits(100), seed, run);
                        },
                        folder);
        assertThat(Path.of(Files.readString(noted)).getParent()).doesNotExist();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void seeds_noneOrTwice_orThereAlready_areRefused(JavaSparkContext spark) {
        SeededTraining training = (seed, run) -> train(SmallRuns.digits(100), seed, run);
        SparkRuns runs = SparkRuns.of(spark);
        assertThatThrownBy(() -> runs.train(List.of(), training, folder))
                .hasMessage("seeds must be at least one, were none");
        assertThatThrownBy(() -> runs.train(List.of(4L, 5L, 4L), training, folder))
                .hasMessage("seeds must be different, 4 is named twice");
        train(SmallRuns.digits(100), 5, folder.resolve("seed-5"));
        assertThatThrownBy(() -> runs.train(List.of(4L, 5L), training, folder))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(folder.resolve("seed-5") + ": holds a run already");
        assertThat(folder.resolve("seed-4")).doesNotExist();
    }

    private static Run train(LabelledData data, long seed, Path run) {
        Scaling scaling = Scaling.fit(Preprocessing.Kind.RANGE, Preprocessing.Kind.NONE, data);
        return SnapshotTrainer.of(SmallRuns.convolutional(seed), Schedules.snapshotCosine(0.05, 12, 2))
                .saveTo(run)
                .epochs(3)
                .workers(1)
                .train(BatchSource.shuffled(data, scaling, 50, seed));
    }
}
