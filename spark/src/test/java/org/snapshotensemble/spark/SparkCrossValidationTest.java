package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.CrossValidationResult;
import org.snapshotensemble.evaluation.crossval.FoldSchedule;
import org.snapshotensemble.evaluation.crossval.FoldStart;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunCheck;
import org.snapshotensemble.snapshot.RunException;

@ExtendWith(LocalSpark.class)
class SparkCrossValidationTest {

    private static final AtomicLong SEEDS = new AtomicLong(1);

    private final LabelledData digits = SmallRuns.digits(400);

    @TempDir
    Path folder;

    @Test
    void folds_haveTheBitsOfThoseTrainedHere(JavaSparkContext spark) throws Exception {
        Path here = folder.resolve("here");
        Path there = folder.resolve("there");
        CrossValidationResult local = three().run(digits, here);
        CrossValidationResult remote =
                SparkCrossValidation.of(spark, SparkCrossValidationTest::three).run(digits, there);
        for (String fold : new String[] {"fold-01", "fold-02", "fold-03"}) {
            assertThat(RunCheck.of(there.resolve(fold)))
                    .allSatisfy(file -> assertThat(file.damage()).isEmpty());
            SameRuns.assertSame(Run.open(there.resolve(fold)), Run.open(here.resolve(fold)));
        }
        for (int row = 0; row < digits.size(); row++) {
            assertThat(remote.predictions().output(row))
                    .isEqualTo(local.predictions().output(row));
        }
        assertThat(remote.report().pooled()).isEqualTo(local.report().pooled());
        assertThat(remote.report().folds())
                .extracting(fold -> fold.report().ensemble())
                .isEqualTo(local.report().folds().stream()
                        .map(fold -> fold.report().ensemble())
                        .toList());
    }

    @Test
    void foldThatDiverges_isNamed_triedOnce_andLeavesTheOthers(JavaSparkContext spark) {
        SparkCrossValidation failing = SparkCrossValidation.of(
                spark,
                () -> CrossValidation.of(
                                () -> SmallRuns.convolutional(3),
                                span -> Schedules.constant(span.fold() == 1 ? 1e38 : 0.01))
                        .folds(3));
        assertThatThrownBy(() -> failing.run(digits, folder))
                .isInstanceOf(RemoteTrainingException.class)
                .hasMessageStartingWith("fold 2 of 3: iteration ")
                .satisfies(e -> assertThat(((RemoteTrainingException) e).remoteStackTrace())
                        .contains("TrainingDivergedException"));
        assertThat(Run.open(folder.resolve("fold-01")).unfinished()).isEmpty();
        assertThat(folder.resolve("fold-02")).doesNotExist();
        assertThat(Run.open(folder.resolve("fold-03")).unfinished()).isEmpty();
    }

    @Test
    void foldThatIsThereAlready_isRefusedBeforeAnythingIsTrained(JavaSparkContext spark) throws Exception {
        three().trainFold(digits, 1, folder);
        assertThatThrownBy(() -> SparkCrossValidation.of(spark, SparkCrossValidationTest::three)
                        .run(digits, folder))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        folder.resolve("fold-02") + ": holds a run already; choose another folder or delete this one");
        try (var runs = Files.list(folder)) {
            assertThat(runs).hasSize(1);
        }
    }

    @Test
    void foldsThatContinueEachOther_areRefused(JavaSparkContext spark) {
        assertThatThrownBy(() -> SparkCrossValidation.of(spark, () -> three().start(FoldStart.CONTINUE))
                        .run(digits, folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("start must be RESTART for folds that are trained each by itself, was CONTINUE");
    }

    @Test
    void networksOfDifferentWeights_areRefused(JavaSparkContext spark) {
        assertThatThrownBy(() -> SparkCrossValidation.of(
                                spark,
                                () -> CrossValidation.of(
                                                () -> SmallRuns.convolutional(SEEDS.incrementAndGet()),
                                                FoldSchedule.snapshotCosine(0.05, 2))
                                        .folds(2))
                        .run(digits, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network must be made with the same weights for each fold, was made with others for fold 2:"
                        + " give its configuration a seed");
    }

    private static CrossValidation three() {
        return CrossValidation.of(() -> SmallRuns.convolutional(3), FoldSchedule.snapshotCosine(0.05, 2))
                .folds(3)
                .epochs(4)
                .validation(0.2);
    }
}
