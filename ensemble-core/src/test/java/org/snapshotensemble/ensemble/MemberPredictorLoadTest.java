package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

/** Many threads, many examples, and the end. */
class MemberPredictorLoadTest {

    private final TestPredictors predictors = new TestPredictors();

    @AfterEach
    void close() {
        predictors.close();
    }

    @Test
    void predict_eightThreadsManySizes_equalsOneThreadToTheBit() throws Exception {
        long seed = Long.getLong("load.seed", System.nanoTime());
        System.err.println("MemberPredictorLoadTest: -Dload.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Model[] models = TestPredictors.models(() -> TestNetworks.convolutional(TestPredictors.UPDATER));
        MemberPredictor predictor = predictors.of(3, models);
        MemberPredictor alone = predictors.of(1, TestPredictors.copies(models));
        List<INDArray[]> inputs = new ArrayList<>();
        List<int[]> expected = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            INDArray[] input = {
                TestNetworks.images(1 + random.nextInt(i % 5 == 0 ? TestPredictors.EXAMPLES : 20), i)
                        .getFeatures()
            };
            inputs.add(input);
            expected.add(Bits.of(alone.predict(input, null).get(0)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<int[]>> answers = new ArrayList<>();
            for (INDArray[] input : inputs) {
                answers.add(threads.submit(
                        () -> Bits.of(predictor.predict(input, null).get(0))));
            }
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(answers.get(i).get())
                        .as("seed %d, input %d", seed, i)
                        .isEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void close_duringCalls_letsThemEndWellAndLeavesNoThread() throws Exception {
        List<Thread> before = ensembleThreads();
        Model[] models = TestPredictors.models(TestPredictors::wide);
        INDArray[] input = {TestPredictors.noise(TestPredictors.EXAMPLES, 1, 28, 28)};
        int[] expected = Bits.of(predictors.of(1, models).predict(input, null).get(0));
        MemberPredictor predictor = predictors.of(4, TestPredictors.copies(models));
        predictor.predict(input, null);
        assertThat(ensembleThreads()).hasSizeGreaterThan(before.size());
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> answered = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answered.add(threads.submit(() -> {
                    int calls = 0;
                    try {
                        while (true) {
                            assertThat(Bits.of(predictor.predict(input, null).get(0)))
                                    .isEqualTo(expected);
                            calls++;
                        }
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessage("the ensemble is closed");
                        return calls;
                    }
                }));
            }
            predictor.predict(input, null);
            predictor.close();
            assertThat(ensembleThreads()).isSubsetOf(before);
            for (Future<Integer> calls : answered) {
                assertThat(calls.get()).isNotNegative();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Thread> ensembleThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ensemble-"))
                .toList();
    }

    @Test
    void predict_aHundredTimesTheExamples_takesNoMoreMemoryThanTheyThemselvesDo() {
        MemberPredictor predictor = predictors.of(2, TestPredictors.models(TestPredictors::wide));
        INDArray few = TestPredictors.noise(40, 1, 28, 28);
        INDArray many = TestPredictors.noise(4000, 1, 28, 28);
        for (int i = 0; i < 10; i++) {
            predictor.predict(new INDArray[] {few}, null);
        }
        long before = Pointer.physicalBytes();
        for (int i = 0; i < 3; i++) {
            predictor.predict(new INDArray[] {many}, null);
        }
        long grown = Pointer.physicalBytes() - before;
        long activationsOfAll = 4000L * 28 * 28 * 32 * Float.BYTES;
        assertThat(grown).as("bytes grown").isLessThan(activationsOfAll / 4);
    }
}
