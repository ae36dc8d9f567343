package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.ensemble.Prediction;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.train.SnapshotTrainer;

@ExtendWith(LocalSpark.class)
class SparkEnsembleTest {

    private static final int EXAMPLES = 1_000;

    @TempDir
    static Path folder;

    private static Path run;
    private static float[][] rows;

    @BeforeAll
    static void train() {
        run = SmallRuns.digitsRun(folder.resolve("digits"));
        rows = SmallRuns.rows(SmallRuns.digits(EXAMPLES));
    }

    @Test
    void scores_areThoseOfTheEnsembleHere(JavaSparkContext spark) {
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run);
                Ensemble ensemble = Ensemble.load(run)) {
            // Two partitions of 500, in batches of 512: each is one batch, as it is here.
            List<Score> scores = sent.scoreRaw(examples(spark, 2)).collect();
            assertThat(scores).hasSize(EXAMPLES);
            for (int half = 0; half < 2; half++) {
                INDArray raw = Nd4j.create(Arrays.copyOfRange(rows, 500 * half, 500 * half + 500))
                        .reshape(500, 1, 8, 8);
                Prediction expected = ensemble.predict(ensemble.preprocess(raw));
                for (int row = 0; row < 500; row++) {
                    Score score = scores.get(500 * half + row);
                    assertThat(score.output())
                            .isEqualTo(expected.exactOutput(0).getRow(row).toDoubleVector());
                    assertThat(score.spread())
                            .isEqualTo(expected.spread().getRow(row).toDoubleVector());
                    int chosen = expected.classes()[row];
                    assertThat(score.predictedClass()).hasValue(chosen);
                    assertThat(score.uncertainty()).isEqualTo(score.spread()[chosen]);
                }
            }
        }
    }

    @Test
    void scores_ofSeveralBatches_haveTheBitsOfEachBatchHere(JavaSparkContext spark) {
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run).batchSize(96);
                Ensemble ensemble = Ensemble.load(run)) {
            List<Score> scores = sent.scoreRaw(examples(spark, 1)).collect();
            for (int first = 0; first < EXAMPLES; first += 96) {
                float[][] batch = Arrays.copyOfRange(rows, first, Math.min(EXAMPLES, first + 96));
                Prediction expected =
                        ensemble.predict(ensemble.preprocess(Nd4j.create(batch).reshape(batch.length, 1, 8, 8)));
                for (int row = 0; row < batch.length; row++) {
                    assertThat(scores.get(first + row).output())
                            .isEqualTo(expected.exactOutput(0).getRow(row).toDoubleVector());
                    assertThat(scores.get(first + row).spread())
                            .isEqualTo(expected.spread().getRow(row).toDoubleVector());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 128, 5000})
    void scores_whateverTheBatch_areTheSameToRounding_inTheOrderOfTheExamples(int batchSize, JavaSparkContext spark) {
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run)) {
            List<Score> expected = sent.scoreRaw(examples(spark, 1)).collect();
            List<Score> scores =
                    sent.batchSize(batchSize).scoreRaw(examples(spark, 3)).collect();
            assertThat(scores).hasSameSizeAs(expected);
            for (int row = 0; row < scores.size(); row++) {
                assertThat(scores.get(row).output())
                        .containsExactly(expected.get(row).output(), within(1e-6));
            }
        }
    }

    @Test
    void membersAndRule_areThoseOfTheEnsembleThatIsSent(JavaSparkContext spark) {
        try (Ensemble all = Ensemble.load(run)) {
            Ensemble some = all.only(MemberSelection.last(2)).with(Combiner.weighted(1, 3));
            try (SparkEnsemble sent = SparkEnsemble.of(spark, some)) {
                Score score = sent.scoreRaw(examples(spark, 2)).first();
                Prediction expected = some.predict(some.preprocess(Nd4j.create(rows[0], new long[] {1, 1, 8, 8}, 'c')));
                assertThat(score.output())
                        .containsExactly(expected.exactOutput(0).toDoubleVector(), within(1e-6));
            }
        }
    }

    @Test
    void readyExamples_areNotScaledAgain(JavaSparkContext spark) {
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run);
                Ensemble ensemble = Ensemble.load(run)) {
            float[] ready = ensemble.preprocess(Nd4j.create(rows[0], new long[] {1, 1, 8, 8}, 'c'))
                    .reshape(64)
                    .toFloatVector();
            Score fromReady = sent.score(spark.parallelize(List.of(ready))).first();
            Score fromRaw = sent.scoreRaw(spark.parallelize(List.of(rows[0]))).first();
            assertThat(fromReady).isEqualTo(fromRaw);
            assertThat(sent.score(spark.parallelize(List.of(rows[0]))).first()).isNotEqualTo(fromRaw);
        }
    }

    @Test
    void regression_hasNoClass_andTheGreatestSpreadForItsUncertainty(JavaSparkContext spark) {
        Path regression = folder.resolve("regression");
        INDArray features = Nd4j.linspace(-1, 1, 40).reshape(40, 1);
        SnapshotTrainer.of(
                        SmallRuns.dense(5, new Nesterovs(0.1), 0, 1, LossFunction.MSE, Activation.IDENTITY, 2),
                        Schedules.snapshotCosine(0.05, 12, 3))
                .saveTo(regression)
                .epochs(3)
                .train(BatchSource.shuffled(features, Nd4j.hstack(features.mul(2), features.mul(-1)), 10, 1));
        try (SparkEnsemble sent = SparkEnsemble.load(spark, regression)) {
            Score score =
                    sent.score(spark.parallelize(List.of(new float[] {0.5f}))).first();
            assertThat(score.predictedClass()).isEmpty();
            assertThat(score.output()).hasSize(2);
            assertThat(score.uncertainty())
                    .isEqualTo(Math.max(score.spread()[0], score.spread()[1]))
                    .isPositive();
        }
    }

    @Test
    void ensemble_isRestoredOnceInAnExecutor_whateverTheTasks(JavaSparkContext spark) {
        try (Ensemble ensemble = Ensemble.load(run)) {
            BroadcastEnsemble sent = BroadcastEnsemble.send(spark, ensemble);
            List<Integer> identities = spark.parallelize(List.of(1, 2, 3, 4, 5, 6, 7, 8), 8)
                    .map(task -> System.identityHashCode(sent.value()))
                    .distinct()
                    .collect();
            assertThat(identities).hasSize(1).doesNotContain(System.identityHashCode(ensemble));
        }
    }

    @Test
    void score_takesNoMoreThanABatchAhead(JavaSparkContext spark) {
        AtomicInteger taken = new AtomicInteger();
        Iterator<float[]> counted = Arrays.stream(rows)
                .peek(row -> taken.incrementAndGet())
                .map(float[]::clone)
                .iterator();
        try (Ensemble ensemble = Ensemble.load(run)) {
            PartitionScoring scoring = new PartitionScoring(
                    BroadcastEnsemble.send(spark, ensemble),
                    ExampleShape.of(ensemble.run()),
                    10,
                    PartitionScoring.Features.RAW);
            Iterator<Score> scores = scoring.call(0, counted);
            List<Integer> ahead = new ArrayList<>();
            for (int row = 0; row < 100; row++) {
                scores.next();
                ahead.add(taken.get() - row);
            }
            assertThat(ahead).allSatisfy(count -> assertThat(count).isBetween(1, 11));
        }
    }

    @Test
    void emptyPartitions_haveNoScores(JavaSparkContext spark) {
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run)) {
            JavaRDD<float[]> few = spark.parallelize(List.of(rows[0], rows[1]), 5);
            assertThat(sent.scoreRaw(few).collect()).hasSize(2);
            assertThat(sent.scoreRaw(spark.<float[]>emptyRDD()).collect()).isEmpty();
        }
    }

    @Test
    void exampleOfAnotherLength_isRefused_andItsPlaceIsSaid(JavaSparkContext spark) {
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run)) {
            JavaRDD<float[]> bad = spark.parallelize(List.of(rows[0], rows[1], rows[2], new float[63]), 2);
            assertThatThrownBy(() -> sent.scoreRaw(bad).collect())
                    .hasStackTraceContaining("partition 1, rows from example 0: row 1 must have 64 values, had 63");
        }
    }

    @Test
    void exampleThatIsNotFinite_isRefused(JavaSparkContext spark) {
        float[] bad = rows[0].clone();
        bad[5] = Float.NaN;
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run).batchSize(2)) {
            assertThatThrownBy(() -> sent.score(spark.parallelize(List.of(rows[0], rows[1], rows[2], bad), 1))
                            .collect())
                    .hasStackTraceContaining("partition 0, rows from example 2: ")
                    .hasStackTraceContaining("NaN or infinite in row 1");
        }
    }

    @Test
    void damagedSnapshot_isRefusedBeforeItIsSent(JavaSparkContext spark) throws IOException {
        Path damaged = SmallRuns.digitsRun(folder.resolve("damaged"));
        Path snapshot = damaged.resolve("snapshots/cycle-0002.zip");
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);
        assertThatThrownBy(() -> SparkEnsemble.load(spark, damaged))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("cycle-0002.zip");
    }

    @Test
    void filesDamagedOnTheirWay_areRefused() throws Exception {
        byte[] sent = Serialized.bytes(RunFiles.all(run));
        // The middle of the bytes is within the middle one of three snapshots.
        sent[sent.length / 2] ^= 1;
        RunFiles arrived = (RunFiles) Serialized.value(sent);
        assertThatThrownBy(() -> arrived.writeTo(folder.resolve("arrived")))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("damaged on its way: its SHA-256 is ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void batchSize_notPositive_isRefused(int batchSize, JavaSparkContext spark) {
        try (SparkEnsemble sent = SparkEnsemble.load(spark, run)) {
            assertThatThrownBy(() -> sent.batchSize(batchSize)).hasMessage("batchSize must be > 0, was " + batchSize);
            assertThatThrownBy(() -> sent.exampleShape(1, batchSize))
                    .hasMessage("exampleShape must be numbers > 0, at least 1, was [1, " + batchSize + "]");
        }
    }

    private static JavaRDD<float[]> examples(JavaSparkContext spark, int partitions) {
        return spark.parallelize(Arrays.asList(rows), partitions);
    }
}
