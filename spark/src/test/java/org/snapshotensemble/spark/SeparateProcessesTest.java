package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.spark.ClusterJobs.Meeting;

/** Master, workers, executors and driver in processes of their own; workers are killed while they work. */
@ExtendWith(LocalSpark.class)
class SeparateProcessesTest {

    private static final long SECONDS = 240;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void results_ofACluster_whoseWorkersAreKilled_areThoseOfThisProcess(JavaSparkContext spark) throws Exception {
        Path run = SmallRuns.digitsRun(folder.resolve("run"));
        Path results = Files.createDirectories(folder.resolve("results"));
        try (StandaloneSpark cluster = new StandaloneSpark(Files.createDirectories(folder.resolve("cluster")))) {
            Process one = cluster.startWorker("worker-1");
            Process two = cluster.startWorker("worker-2");
            Process driver = cluster.startDriver(ClusterJobs.class, results.toString(), run.toString());

            await(results.resolve("training.arrived"), driver, cluster);
            assertThat(one.descendants()).as("executors of the first worker").isNotEmpty();
            StandaloneSpark.kill(one);
            Process three = cluster.startWorker("worker-3");
            Files.createFile(results.resolve("training.go-on"));

            long executor = Long.parseLong(Files.readString(await(results.resolve("seeds.arrived"), driver, cluster)));
            List<Process> workers = List.of(two, three);
            Process itsWorker = workers.stream()
                    .filter(worker -> worker.descendants().anyMatch(child -> child.pid() == executor))
                    .findFirst()
                    .orElseThrow();
            StandaloneSpark.kill(itsWorker);
            Files.createFile(results.resolve("seeds.go-on"));

            assertThat(driver.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as(() -> cluster.log("driver"))
                    .isTrue();
            assertThat(driver.exitValue()).as(() -> cluster.log("driver")).isZero();
        }

        assertThat(Files.readString(results.resolve("scores"))).isEqualTo(ClusterJobs.scores(spark, run));
        Path here = folder.resolve("here");
        ClusterJobs.twoFolds().run(SmallRuns.digits(200), here.resolve("folds"));
        for (String fold : List.of("folds/fold-01", "folds/fold-02")) {
            SameRuns.assertSame(Run.open(results.resolve(fold)), Run.open(here.resolve(fold)));
        }
        SameRuns.assertSame(
                Run.open(results.resolve("training")),
                ClusterJobs.train(spark, here.resolve("training"), Meeting.none()));
        for (Run seed : ClusterJobs.seeds(spark, here, Meeting.none())) {
            SameRuns.assertSame(Run.open(results.resolve(seed.folder().getFileName())), seed);
        }
    }

    /** Waits for a file, for as long as the driver lives. */
    private static Path await(Path file, Process driver, StandaloneSpark cluster) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(SECONDS))
                .failFast(() -> assertThat(driver.isAlive())
                        .as(() -> cluster.log("driver"))
                        .isTrue())
                .untilAsserted(
                        () -> assertThat(file).as(() -> cluster.log("driver")).exists());
        return file;
    }
}
