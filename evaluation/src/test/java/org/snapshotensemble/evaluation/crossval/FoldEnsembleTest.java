package org.snapshotensemble.evaluation.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.snapshot.RunException;

class FoldEnsembleTest {

    @TempDir
    private static Path runs;

    private static FoldEnsemble folds;

    private final LabelledData data = Clouds.classification(45);

    @BeforeAll
    static void train() {
        train(runs.resolve("whole"), 1);
        folds = FoldEnsemble.load(runs.resolve("whole"));
    }

    private static void train(Path folder, long seed) {
        CrossValidation.of(Clouds.classifier(), FoldSchedule.snapshotCosine(0.1, 2))
                .folds(3)
                .epochs(3)
                .batchSize(8)
                .seed(seed)
                .run(Clouds.classification(45), folder);
    }

    @AfterAll
    static void close() {
        folds.close();
    }

    @Test
    void predict_isTheMeanOfTheFoldsMeans_eachWithItsOwnScaling() {
        FoldPrediction prediction = folds.predict(data.features());
        assertThat(folds.size()).isEqualTo(6);
        double[][] sums = new double[45][Clouds.CLASSES];
        for (int fold = 1; fold <= 3; fold++) {
            try (Ensemble ensemble = Ensemble.load(runs.resolve("whole/fold-0" + fold))) {
                INDArray members =
                        ensemble.predict(ensemble.preprocess(data.features())).members();
                for (int row = 0; row < 45; row++) {
                    for (int label = 0; label < Clouds.CLASSES; label++) {
                        for (int member = 0; member < 2; member++) {
                            sums[row][label] += members.getDouble(member, row, label) / 6;
                        }
                    }
                }
            }
        }
        for (int row = 0; row < 45; row++) {
            int most = 0;
            for (int label = 0; label < Clouds.CLASSES; label++) {
                assertThat(prediction.output().getDouble(row, label)).isCloseTo(sums[row][label], within(1e-9));
                most = sums[row][label] > sums[row][most] ? label : most;
            }
            assertThat(prediction.classes()[row]).isEqualTo(most);
        }
        assertThat(prediction.folds().shape()).containsExactly(3, 45, 3);
    }

    @Test
    void predict_fromSeveralThreads_isTheSame() throws Exception {
        INDArray expected = folds.predict(data.features()).output();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<INDArray>> answers = new ArrayList<>();
            for (int call = 0; call < 12; call++) {
                answers.add(threads.submit(() -> folds.predict(data.features()).output()));
            }
            for (Future<INDArray> answer : answers) {
                assertThat(answer.get().toDoubleMatrix()).isEqualTo(expected.toDoubleMatrix());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void predict_afterClose_isRefused() {
        FoldEnsemble closed = FoldEnsemble.load(runs.resolve("whole"));
        closed.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.predict(data.features()))
                .withMessage("the ensemble is closed");
    }

    @Test
    void load_aMissingFold_isRefused() {
        Path folder = runs.resolve("none");
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> FoldEnsemble.load(folder))
                .withMessage(folder.resolve("fold-01/run.json") + ": no such file: " + folder.resolve("fold-01")
                        + " holds no run");
    }

    @Test
    void load_aFoldOfAnotherCut_isRefused() throws Exception {
        Path mixed = runs.resolve("mixed");
        train(mixed, 1);
        Path other = runs.resolve("other");
        train(other, 2);
        Files.move(mixed.resolve("fold-03"), mixed.resolve("old"));
        Files.move(other.resolve("fold-03"), mixed.resolve("fold-03"));
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> FoldEnsemble.load(mixed))
                .withMessage(
                        mixed.resolve("fold-03/run.json")
                                + ": must be fold 3 of 3 of the same data and seed as fold 1, is fold 3 of 3 of clouds with seed 2");
    }
}
