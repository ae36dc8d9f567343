package org.snapshotensemble.evaluation.crossval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.data.StratifiedFolds;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.RecordedData;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.train.RunEvent;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.RunPlan;

class CrossValidationTest {

    private static final int EXAMPLES = 61;
    private static final LabelledData DATA = Clouds.classification(EXAMPLES);

    @TempDir
    private Path folder;

    private static CrossValidation three() {
        return three(0.1);
    }

    private static CrossValidation three(double maxRate) {
        return CrossValidation.of(Clouds.classifier(), FoldSchedule.snapshotCosine(maxRate, 2))
                .folds(3)
                .epochs(4)
                .batchSize(8)
                .validation(0.2);
    }

    /** The weights of every snapshot of every fold. */
    private static List<float[]> weights(Path runs) {
        List<float[]> weights = new ArrayList<>();
        for (int fold = 0; fold < 3; fold++) {
            weights.addAll(foldWeights(runs, fold));
        }
        return weights;
    }

    private static List<float[]> foldWeights(Path runs, int fold) {
        Run run = Run.open(new FoldFolders(runs).run(fold));
        List<float[]> weights = new ArrayList<>();
        for (Snapshot snapshot : run.snapshots()) {
            weights.add(run.restore(snapshot).parameters().toFloatVector());
        }
        return weights;
    }

    @Test
    void run_eachFold_isMeasuredOnItsOwnTestPart() {
        CrossValidationResult result = three().run(DATA, folder);
        StratifiedFolds cut = StratifiedFolds.of(DATA, 3, 1);
        assertThat(result.report().folds()).hasSize(3);
        for (FoldResult fold : result.report().folds()) {
            assertThat(fold.run()).isEqualTo(folder.resolve("fold-0" + (fold.fold() + 1)));
            LabelledData test = DATA.rows(cut.test(fold.fold()));
            assertThat(fold.trained() + fold.validated() + fold.tested()).isEqualTo(EXAMPLES);
            try (Ensemble ensemble = Ensemble.load(fold.run())) {
                Preprocessing features =
                        ensemble.run().manifest().scaling().orElseThrow().features();
                EnsembleReport again = EnsembleEvaluator.of(ensemble)
                        .evaluate(BatchSource.inOrder(test, Scaling.ofFeatures(features), 256));
                assertThat(fold.report().ensemble()).isEqualTo(again.ensemble());
                assertThat(fold.report().members()).isEqualTo(again.members()).hasSize(2);
                INDArray answers =
                        ensemble.predict(ensemble.preprocess(test.features())).exactOutput(0);
                int row = 0;
                for (int example : cut.test(fold.fold())) {
                    assertThat(result.predictions().fold(example)).isEqualTo(fold.fold());
                    assertThat(result.predictions().output(example))
                            .isEqualTo(answers.getRow(row++).toDoubleVector());
                }
            }
        }
    }

    @Test
    void run_pooledFigures_areThoseOfTheOutOfFoldPredictions() {
        CrossValidationResult result = three().run(DATA, folder);
        int[] labels = DATA.classIndices();
        double right = 0;
        double loss = 0;
        for (int row = 0; row < EXAMPLES; row++) {
            double[] output = result.predictions().output(row);
            double most = Arrays.stream(output).max().orElseThrow();
            right += output[labels[row]] == most ? 1 : 0;
            loss -= Math.log(output[labels[row]]);
        }
        PooledFigures pooled = result.report().pooled();
        assertThat(pooled.value(Contender.ENSEMBLE, Measure.ACCURACY)).isCloseTo(right / EXAMPLES, within(1e-9));
        assertThat(pooled.value(Contender.ENSEMBLE, Measure.LOG_LOSS)).isCloseTo(loss / EXAMPLES, within(1e-9));
    }

    @Test
    void run_regression_isInTheTargetsOwnUnit() {
        LabelledData data = Clouds.regression(60);
        CrossValidationResult result = CrossValidation.of(Clouds.regressor(), FoldSchedule.snapshotCosine(0.02, 2))
                .folds(3)
                .epochs(20)
                .batchSize(8)
                .validation(0)
                .run(data, folder);
        double squares = 0;
        double deviations = 0;
        double mean = data.labels().meanNumber().doubleValue();
        for (int row = 0; row < 60; row++) {
            double label = data.labels().getDouble(row, 0);
            squares += Math.pow(result.predictions().output(row)[0] - label, 2);
            deviations += Math.pow(label - mean, 2);
        }
        PooledFigures pooled = result.report().pooled();
        double rmse = Math.sqrt(squares / 60);
        assertThat(pooled.value(Contender.ENSEMBLE, Measure.RMSE)).isCloseTo(rmse, within(1e-9 * rmse));
        assertThat(pooled.value(Contender.ENSEMBLE, Measure.R2)).isCloseTo(1 - squares / deviations, within(1e-6));
        assertThat(rmse).as("labels are around 1000").isLessThan(300);
        assertThat(result.report().measures()).containsExactly(Measure.RMSE, Measure.MAE, Measure.R2);
        assertThat(result.report().folds()).allMatch(fold -> fold.validated() == 0);
    }

    /** Whatever the test part of a fold holds, its training must not know it: neither by examples nor by scaling. */
    @Test
    void run_othersTestExamples_changeNoBitOfTheTraining() {
        three().run(DATA, folder.resolve("as-they-are"));
        int[] test = StratifiedFolds.of(DATA, 3, 1).test(1);
        INDArray features = DATA.features().dup();
        for (int row : test) {
            features.getRow(row).muli(-1000).addi(5);
        }
        LabelledData changed = new LabelledData(features, DATA.labels(), DATA.description());
        three().run(changed, folder.resolve("changed"));
        for (int member = 0; member < 2; member++) {
            assertThat(foldWeights(folder.resolve("changed"), 1).get(member))
                    .isEqualTo(foldWeights(folder.resolve("as-they-are"), 1).get(member));
            assertThat(foldWeights(folder.resolve("changed"), 0).get(member))
                    .as("fold 1 is trained on them")
                    .isNotEqualTo(foldWeights(folder.resolve("as-they-are"), 0).get(member));
        }
    }

    @Test
    void run_anyNumberOfFoldsAtOnce_givesTheSameBits() {
        CrossValidationResult alone = three().run(DATA, folder.resolve("alone"));
        CrossValidationResult atOnce = three().parallelism(3).run(DATA, folder.resolve("at-once"));
        assertThat(weights(folder.resolve("at-once")))
                .usingRecursiveComparison()
                .isEqualTo(weights(folder.resolve("alone")));
        for (int row = 0; row < EXAMPLES; row++) {
            assertThat(atOnce.predictions().output(row))
                    .isEqualTo(alone.predictions().output(row));
        }
        assertThat(atOnce.report().pooled()).isEqualTo(alone.report().pooled());
        assertThat(atOnce.report().spread(Contender.BEST_MEMBER, Measure.LOG_LOSS))
                .isEqualTo(alone.report().spread(Contender.BEST_MEMBER, Measure.LOG_LOSS));
    }

    @Test
    void trainFold_eachByItself_thenMeasured_givesWhatRunGives() {
        CrossValidationResult together = three().run(DATA, folder.resolve("together"));
        Path apart = folder.resolve("apart");
        Set<String> firstWeights = new HashSet<>();
        for (int fold : List.of(2, 0, 1)) {
            FoldRun trained = three().trainFold(DATA, fold, apart);
            assertThat(trained.fold()).isEqualTo(fold);
            assertThat(trained.run()).isEqualTo(new FoldFolders(apart).run(fold));
            firstWeights.add(trained.firstWeights());
        }
        assertThat(firstWeights).hasSize(1);
        CrossValidationResult measured = three().measure(DATA, apart);
        assertThat(weights(apart)).usingRecursiveComparison().isEqualTo(weights(folder.resolve("together")));
        for (int row = 0; row < EXAMPLES; row++) {
            assertThat(measured.predictions().output(row))
                    .isEqualTo(together.predictions().output(row));
            assertThat(measured.predictions().fold(row))
                    .isEqualTo(together.predictions().fold(row));
        }
        assertThat(measured.report().pooled()).isEqualTo(together.report().pooled());
        for (int fold = 0; fold < 3; fold++) {
            assertThat(measured.report().folds().get(fold).validated())
                    .isEqualTo(together.report().folds().get(fold).validated());
            assertThat(measured.report().folds().get(fold).report().ensemble())
                    .isEqualTo(together.report().folds().get(fold).report().ensemble());
        }
    }

    @Test
    void trainFold_networksOfDifferentWeights_haveDifferentFirstWeights() {
        FoldRun one = three().trainFold(DATA, 0, folder.resolve("one"));
        FoldRun other = CrossValidation.of(
                        () -> Clouds.network(2, LossFunction.MCXENT, Activation.SOFTMAX, Clouds.CLASSES),
                        FoldSchedule.snapshotCosine(0.1, 2))
                .trainFold(DATA, 0, folder.resolve("other"));
        assertThat(other.firstWeights()).isNotEqualTo(one.firstWeights());
    }

    @Test
    void measure_withoutAFoldsRun_namesIt() {
        three().trainFold(DATA, 0, folder);
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> three().measure(DATA, folder))
                .withMessageStartingWith("fold 2 of 3: " + folder.resolve("fold-02"));
    }

    @Test
    void measure_theRunOfAnotherSplit_isRefused() {
        for (int fold = 0; fold < 3; fold++) {
            three().seed(2).trainFold(DATA, fold, folder);
        }
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> three().measure(DATA, folder))
                .withMessageContaining("fold-01: is not the run of this fold of these data");
    }

    @Test
    void trainFold_thatIsNotThere_orContinuesAnother_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().trainFold(DATA, 3, folder))
                .withMessage("fold must be in [0, 3), was 3");
        assertThatIllegalStateException()
                .isThrownBy(() -> three().start(FoldStart.CONTINUE).trainFold(DATA, 0, folder))
                .withMessage("start must be RESTART for folds that are trained each by itself, was CONTINUE");
    }

    @Test
    void manifest_ofAFold_leadsToItsTestPart() throws Exception {
        three().modelName("small").run(DATA, folder);
        Run run = Run.open(folder.resolve("fold-02"));
        assertThat(run.manifest().model().name()).isEqualTo("small");
        assertThat(run.manifest().data().orElseThrow().split().parts(DATA).test())
                .isEqualTo(DATA.rows(StratifiedFolds.of(DATA, 3, 1).test(1)));
        // nobody can load clouds again, and the message says so
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> RecordedData.testPart(run))
                .withMessageContaining("unknown data \"clouds\"");
    }

    /** A rate of 0 leaves the weights where they were, so a fold that is trained so shows what it began with. */
    @Test
    void continue_eachFold_beginsWithTheWeightsThatTheOneBeforeEndedWith() {
        CrossValidation.of(
                        Clouds.classifier(),
                        span -> span.fold() == 0 ? Schedules.snapshotCosine(0.1, span.iterations(), 2) : iteration -> 0)
                .folds(3)
                .epochs(4)
                .batchSize(8)
                .start(FoldStart.CONTINUE)
                .run(DATA, folder);
        float[] ended = foldWeights(folder, 0).get(1);
        assertThat(foldWeights(folder, 1)).hasSize(1);
        assertThat(foldWeights(folder, 1).get(0)).isEqualTo(ended);
        assertThat(foldWeights(folder, 2).get(0)).isEqualTo(ended);
    }

    @Test
    void continue_schedule_goesOnWhereTheFoldBeforeEnded() {
        CyclicSchedule whole = Schedules.triangular2(0.001, 0.1, 7);
        List<Double> rates = new ArrayList<>();
        CrossValidation continued = three().start(FoldStart.CONTINUE);
        CrossValidation.of(Clouds.classifier(), FoldSchedule.of(whole))
                .folds(3)
                .epochs(4)
                .batchSize(8)
                .validation(0.2)
                .start(FoldStart.CONTINUE)
                .parallelism(3)
                .observe(fold -> new RunObserver() {
                    @Override
                    public void iterationDone(IterationDone event) {
                        rates.add(event.learningRate());
                    }
                })
                .run(DATA, folder);
        int iterations =
                continued.plan(DATA).stream().mapToInt(RunPlan::iterations).sum();
        assertThat(rates).hasSize(iterations).hasSizeGreaterThan(40);
        for (int iteration = 0; iteration < iterations; iteration++) {
            assertThat(rates.get(iteration)).isEqualTo(whole.rateAt(iteration));
        }
    }

    @Test
    void run_aFoldThatFails_namesItselfAndLeavesTheOthers() {
        CrossValidation failing = CrossValidation.of(
                        Clouds.classifier(), span -> Schedules.constant(span.fold() == 1 ? 1e38 : 0.01))
                .folds(3)
                .epochs(4)
                .batchSize(8);
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> failing.run(DATA, folder))
                .withMessageStartingWith("fold 2 of 3: iteration ")
                .satisfies(e -> assertThat(e.fold()).isEqualTo(1));
        assertThat(Run.open(folder.resolve("fold-01")).unfinished()).isEmpty();
        assertThat(Run.open(folder.resolve("fold-02")).unfinished()).isPresent();
        assertThat(folder.resolve("fold-03")).doesNotExist();
    }

    @Test
    void run_interrupted_stopsTheFoldsAndKeepsTheInterrupt() {
        Thread caller = Thread.currentThread();
        CrossValidation interrupted = three().observe(fold -> new RunObserver() {
            @Override
            public void iterationDone(IterationDone event) {
                caller.interrupt();
            }
        });
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> interrupted.epochs(100_000).run(DATA, folder))
                .withMessageStartingWith("fold 1 of 3: ")
                .withMessageContaining("interrupt");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("fold-03")).doesNotExist();
    }

    @Test
    void run_networksOfDifferentWeights_areRefused() {
        AtomicLong seed = new AtomicLong(1);
        CrossValidation different = CrossValidation.of(
                        () -> Clouds.network(
                                seed.getAndIncrement(), LossFunction.MCXENT, Activation.SOFTMAX, Clouds.CLASSES),
                        FoldSchedule.snapshotCosine(0.1, 2))
                .folds(2)
                .batchSize(8);
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> different.run(DATA, folder))
                .withMessage("fold 2 of 2: network must be made with the same weights for each fold,"
                        + " was made with others: give its configuration a seed");
    }

    @Test
    void run_aFoldIsThereAlready_isRefusedBeforeAnythingIsTrained() {
        three().run(DATA, folder);
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> three().run(DATA, folder))
                .withMessage(
                        folder.resolve("fold-01") + ": holds a run already; choose another folder or delete this one");
    }

    @Test
    void plan_aScheduleThatDoesNotFit_namesTheFold() {
        CrossValidation tooMany = CrossValidation.of(Clouds.classifier(), FoldSchedule.snapshotCosine(0.1, 50))
                .folds(3)
                .epochs(4)
                .batchSize(8)
                .validation(0.2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tooMany.plan(DATA))
                .withMessage("fold 1 of 3: cycles must be <= total, was cycles=50, total=16");
        CrossValidation ended = CrossValidation.of(
                        Clouds.classifier(), FoldSchedule.of(Schedules.snapshotCosine(0.1, 16, 2)))
                .folds(3)
                .epochs(4)
                .batchSize(8)
                .validation(0.2)
                .start(FoldStart.CONTINUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ended.plan(DATA))
                .withMessage("fold 2 of 3: schedule must go on over all folds, ends after 16 iterations,"
                        + " before iteration 16: snapshot_cosine(max=0.1,total=16,cycles=2)");
    }

    @Test
    void settings_outOfTheirRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().folds(1))
                .withMessage("folds must be at least 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().validation(1))
                .withMessage("validation must be in [0, 1), was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().parallelism(0))
                .withMessage("parallelism must be > 0, was 0");
    }

    /** The test examples of these may have been trained on there. */
    @Test
    void measure_theRunsOfOtherData_isRefused() {
        LabelledData others = Clouds.classification(EXAMPLES, "c2");
        for (int fold = 0; fold < 3; fold++) {
            three().trainFold(others, fold, folder);
        }
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> three().measure(DATA, folder))
                .withMessageContaining("fold-01: is not the run of this fold of these data: its SHA-256 is c2c2");
    }

    @Test
    void measure_theRunsOfAnotherSchedule_isRefused() {
        for (int fold = 0; fold < 3; fold++) {
            three().trainFold(DATA, fold, folder);
        }
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> three(0.05).measure(DATA, folder))
                .withMessageContaining(
                        "fold-01: is not the run of this fold of these data: its schedule is snapshot_cosine(");
    }

    /** One fold is finished, one broken off, one not begun. */
    @Test
    void resume_foldsThatWereBrokenOff_givesWhatRunGives() {
        CrossValidationResult whole = three().run(DATA, folder.resolve("whole"));
        Path broken = folder.resolve("broken");
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> three().parallelism(1)
                        .observe(fold -> interruptingIn(fold == 1))
                        .run(DATA, broken));
        assertThat(Run.open(broken.resolve("fold-01")).unfinished()).isEmpty();
        assertThat(Run.open(broken.resolve("fold-02")).unfinished()).isPresent();
        assertThat(broken.resolve("fold-03")).doesNotExist();
        assertThatExceptionOfType(RunException.class)
                .isThrownBy(() -> three().run(DATA, broken))
                .withMessageContaining("holds a run already");

        CrossValidationResult resumed = three().resume().run(DATA, broken);

        assertThat(weights(broken)).usingRecursiveComparison().isEqualTo(weights(folder.resolve("whole")));
        assertThat(resumed.report().pooled()).isEqualTo(whole.report().pooled());
        assertThat(resumed.predictions().output(0))
                .isEqualTo(whole.predictions().output(0));
        assertThatExceptionOfType(FoldFailedException.class)
                .isThrownBy(() -> three(0.05).resume().run(DATA, broken))
                .withMessageContaining("can only be gone on with as it was begun: the schedule was snapshot_cosine(");
        assertThatIllegalStateException()
                .isThrownBy(() -> three().start(FoldStart.CONTINUE).resume().run(DATA, broken))
                .withMessage("start must be RESTART for folds that are gone on with, was CONTINUE");
    }

    /** Stops the training after its tenth iteration, where it is told to. */
    private static RunObserver interruptingIn(boolean interrupts) {
        return new RunObserver() {
            @Override
            public void iterationDone(RunEvent.IterationDone event) {
                if (interrupts && event.iteration() == 10) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
