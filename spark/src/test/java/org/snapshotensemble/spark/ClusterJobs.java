package org.snapshotensemble.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.awaitility.Awaitility;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.FoldSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.SnapshotTrainer;

/** What a test has done on a cluster and in its own JVM, to compare the two. */
final class ClusterJobs {

    /** The iteration at which the training waits. */
    private static final int MIDDLE = 5;

    private static final long WAITING_SEED = 2;

    private ClusterJobs() {}

    /**
     * The driver's program.
     *
     * @param arguments the folder of the results, and that of a run to score with
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (JavaSparkContext spark = new JavaSparkContext()) {
            Files.writeString(folder.resolve("scores"), scores(spark, Path.of(arguments[1])));
            crossValidate(spark, folder.resolve("folds"));
            train(spark, folder.resolve("training"), Meeting.in(folder, "training"));
            seeds(spark, folder, Meeting.in(folder, "seeds"));
        }
    }

    /** A point at which a job waits for the test, which kills a worker meanwhile; each is waited at once. */
    record Meeting(String arrived, String goOn) implements java.io.Serializable {

        static Meeting in(Path folder, String job) {
            return new Meeting(
                    folder.resolve(job + ".arrived").toString(),
                    folder.resolve(job + ".go-on").toString());
        }

        /** Does not wait for a test that is not there. */
        static Meeting none() {
            return new Meeting("", "");
        }

        /** Leaves the number of this process and waits. */
        void arrive() {
            if (arrived.isEmpty() || Files.exists(Path.of(goOn))) {
                return;
            }
            try {
                Path written = Files.writeString(
                        Path.of(arrived + ".tmp"),
                        Long.toString(ProcessHandle.current().pid()));
                Files.move(written, Path.of(arrived), StandardCopyOption.ATOMIC_MOVE);
                Awaitility.await(goOn).forever().until(() -> Files.exists(Path.of(goOn)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Scores of 700 digits, a line each. */
    static String scores(JavaSparkContext spark, Path run) {
        float[][] rows = SmallRuns.rows(SmallRuns.digits(700));
        try (SparkEnsemble ensemble = SparkEnsemble.load(spark, run)) {
            return String.join(
                    "\n",
                    ensemble.scoreRaw(spark.parallelize(Arrays.asList(rows), 6))
                            .map(Score::toString)
                            .collect());
        }
    }

    static void crossValidate(JavaSparkContext spark, Path folder) {
        SparkCrossValidation.of(spark, ClusterJobs::twoFolds).run(SmallRuns.digits(200), folder);
    }

    static CrossValidation twoFolds() {
        return CrossValidation.of(() -> SmallRuns.convolutional(3), FoldSchedule.snapshotCosine(0.05, 2))
                .folds(2)
                .epochs(2);
    }

    /** Trains on 400 digits in 4 partitions, 16 steps; the driver waits in the middle. */
    static Run train(JavaSparkContext spark, Path folder, Meeting meeting) {
        LabelledData digits = SmallRuns.digits(400);
        INDArray features = digits.features().div(16);
        JavaRDD<DataSet> examples = spark.parallelize(new DataSet(features, digits.labels()).asList(), 4);
        try (SparkBatches batches = SparkBatches.ofDataSets(examples, 100, 1)) {
            return SnapshotTrainer.of(SmallRuns.convolutional(4), Schedules.snapshotCosine(0.05, 16, 2))
                    .saveTo(folder)
                    .epochs(4)
                    .observe(new RunObserver() {
                        @Override
                        public void iterationDone(IterationDone event) {
                            if (event.iteration() == MIDDLE) {
                                meeting.arrive();
                            }
                        }
                    })
                    .train(batches);
        }
    }

    /** Trains three seeds; the task of one waits in the middle, when it is tried for the first time. */
    static List<Run> seeds(JavaSparkContext spark, Path folder, Meeting meeting) {
        try (SparkData digits = SparkData.broadcast(spark, SmallRuns.digits(200))) {
            return SparkRuns.of(spark)
                    .train(
                            List.of(1L, WAITING_SEED, 3L),
                            (seed, run) -> trainSeed(digits.value(), seed, run, meeting),
                            folder);
        }
    }

    private static Run trainSeed(LabelledData digits, long seed, Path folder, Meeting meeting) {
        Scaling scaling = Scaling.fit(Preprocessing.Kind.RANGE, Preprocessing.Kind.NONE, digits);
        return SnapshotTrainer.of(SmallRuns.convolutional(seed), Schedules.snapshotCosine(0.05, 12, 2))
                .saveTo(folder)
                .epochs(3)
                .workers(1)
                .observe(new RunObserver() {
                    @Override
                    public void iterationDone(IterationDone event) {
                        if (event.iteration() == MIDDLE && seed == WAITING_SEED) {
                            meeting.arrive();
                        }
                    }
                })
                .train(BatchSource.shuffled(digits, scaling, 50, seed));
    }
}
