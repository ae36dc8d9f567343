package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.validation.Temperature;

class EnsembleEvaluatorTest {

    @TempDir
    static Path folder;

    private static final MultiDataSet TEST = TinyRuns.classification(50, 3);

    private static Ensemble classifier;
    private static Ensemble baseline;
    private static Ensemble twoOutputs;
    private static Ensemble regression;

    @BeforeAll
    static void train() {
        classifier = Ensemble.load(TinyRuns.classifier(folder.resolve("classifier")));
        baseline = Ensemble.load(TinyRuns.baseline(folder.resolve("baseline")));
        twoOutputs = Ensemble.load(TinyRuns.twoOutputs(folder.resolve("two-outputs")));
        regression = Ensemble.load(TinyRuns.regression(folder.resolve("regression")));
    }

    @Test
    void evaluate_classifier_hasTheFiguresThatAStrangerComputesFromTheMembersOutputs() {
        EnsembleReport report = EnsembleEvaluator.of(classifier).evaluate(BatchSource.inOrder(TEST, 50));
        float[][][] members = outputs(classifier, TEST);
        int[] labels = TEST.getLabels(0).argMax(1).toIntVector();

        int right = 0;
        double loss = 0;
        double brier = 0;
        for (int row = 0; row < labels.length; row++) {
            double[] mean = new double[TinyRuns.CLASSES];
            for (int c = 0; c < mean.length; c++) {
                mean[c] = ((double) members[0][row][c] + members[1][row][c] + members[2][row][c]) / 3;
                brier += Math.pow(mean[c] - (c == labels[row] ? 1 : 0), 2);
            }
            right += IntStream.range(0, mean.length)
                            .boxed()
                            .max(Comparator.comparingDouble(c -> mean[c]))
                            .orElseThrow()
                            .equals(labels[row])
                    ? 1
                    : 0;
            loss -= Math.log(mean[labels[row]]);
        }

        assertThat(report.ensemble().accuracy()).isEqualTo(right / 50.0).isBetween(0.4, 0.99);
        assertThat(report.ensemble().logLoss()).isCloseTo(loss / 50, within(1e-14));
        assertThat(report.ensemble().brier()).isCloseTo(brier / 50, within(1e-14));
        assertThat(report.provenance().examples()).isEqualTo(50);
    }

    @Test
    void evaluate_classifier_listsMembersGrowingEnsembleAndComparisons() {
        EnsembleReport report = EnsembleEvaluator.evaluate(classifier, iterator(TEST, 20));

        assertThat(report.members())
                .extracting(MemberScore::name)
                .containsExactly("cycle-0001", "cycle-0002", "cycle-0003");
        assertThat(report.members()).extracting(MemberScore::iteration).containsExactly(11, 23, 35);
        assertThat(report.lastMember()).isEqualTo(report.members().get(2));
        assertThat(report.growing()).extracting(CombinedScore::members).containsExactly(1, 2, 3);
        assertThat(report.growing().get(0).metrics())
                .isEqualTo(report.lastMember().metrics());
        assertThat(report.growing().get(2).metrics())
                .isEqualTo(report.ensemble().metrics());
        assertThat(report.growing().get(1).logLoss())
                .isNotEqualTo(report.ensemble().logLoss());
        assertThat(report.comparisons())
                .extracting(Comparison::opponent)
                .containsExactly(Opponent.BEST_MEMBER, Opponent.LAST_MEMBER);
        assertThat(report.verdict().sentence()).isNotBlank();
    }

    /** Each temperature is that which a stranger fits to the model's own answers. */
    @Test
    void temperaturesOn_fitsOneToEachComparedModel() {
        MultiDataSet validation = TinyRuns.classification(60, 4);
        int[] truth = validation.getLabels(0).argMax(1).toIntVector();

        EnsembleReport report = EnsembleEvaluator.of(classifier)
                .baseline("single", baseline)
                .temperaturesOn(new SingletonMultiDataSetIterator(validation))
                .evaluate(BatchSource.inOrder(TEST, 20));

        ClassificationAnalysis analysis = (ClassificationAnalysis) report.analysis();
        assertThat(analysis.tempered().orElseThrow().temperature())
                .isCloseTo(
                        Temperature.of(rows(classifier.predict(validation).exactOutput(0)), truth)
                                .value(),
                        within(1e-9));
        double ofLast = Temperature.of(
                        rows(classifier.predict(validation).members().slice(2, 0)), truth)
                .value();
        double ofBaseline = Temperature.of(
                        rows(baseline.predict(validation).members().slice(0, 0)), truth)
                .value();
        assertThat(report.comparisons())
                .extracting(comparison -> ((ClassificationComparison) comparison)
                        .tempered()
                        .orElseThrow()
                        .temperature())
                .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-9 ? 0 : Double.compare(one, other))
                .contains(ofLast, atIndex(1))
                .contains(ofBaseline, atIndex(2));
        assertThat(ofLast).isNotCloseTo(ofBaseline, within(1e-3));
    }

    @Test
    void temperaturesOn_anySource_isReadFromItsBeginning_eachTime() {
        MultiDataSet validation = TinyRuns.classification(60, 4);
        EnsembleEvaluator ofSource =
                EnsembleEvaluator.of(classifier).temperaturesOn(BatchSource.inOrder(validation, 17));
        EnsembleEvaluator ofIterator = EnsembleEvaluator.of(classifier).temperaturesOn(iterator(validation, 17));

        EnsembleReport first = ofSource.evaluate(BatchSource.inOrder(TEST, 20));

        assertThat(((ClassificationAnalysis) first.analysis()).tempered()).isPresent();
        assertThat(first.comparisons())
                .isEqualTo(ofIterator.evaluate(BatchSource.inOrder(TEST, 20)).comparisons())
                .isEqualTo(ofIterator.evaluate(BatchSource.inOrder(TEST, 20)).comparisons());
    }

    @Test
    void temperaturesOn_regression_isNotRead() {
        EnsembleReport report = EnsembleEvaluator.of(regression)
                .temperaturesOn(new ExistingDataSetIterator(List.of()))
                .evaluate(BatchSource.inOrder(TinyRuns.regression(50, 3), 20));

        assertThat(report.ensemble().rmse()).isPositive();
    }

    private static double[][] rows(INDArray probabilities) {
        return probabilities.castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    @Test
    void averagedWeights_ofAMember_haveThatMembersFigures() {
        Model first = classifier.run().restore(classifier.members().get(0)).model();

        EnsembleReport report = EnsembleEvaluator.of(classifier)
                .baseline("single", baseline)
                .averagedWeights(first)
                .evaluate(BatchSource.inOrder(TEST, 20));

        MemberScore member = report.members().get(0);
        CombinedScore averaged = report.averaged().orElseThrow();
        assertThat(averaged.members()).isEqualTo(1);
        assertThat(averaged.accuracy()).isEqualTo(member.accuracy());
        assertThat(averaged.logLoss()).isCloseTo(member.logLoss(), within(1e-6));
        assertThat(averaged.logLoss())
                .isNotCloseTo(report.baselines().get(0).logLoss(), within(1e-3))
                .isNotCloseTo(report.ensemble().logLoss(), within(1e-3));
        assertThat(report.comparisons())
                .extracting(Comparison::opponent)
                .containsExactly(
                        Opponent.BEST_MEMBER, Opponent.LAST_MEMBER, Opponent.BASELINE, Opponent.AVERAGED_WEIGHTS);
        assertThat(report.comparisons().get(3).against()).isEqualTo("averaged weights");
    }

    @Test
    void averagedWeights_thatLearntScaledTargets_areMeasuredInTheTargetsUnit() {
        try (Ensemble scaled = Ensemble.load(TinyRuns.scaledRegression(folder.resolve("scaled")))) {
            Model first = scaled.run().restore(scaled.members().get(0)).model();

            EnsembleReport report = EnsembleEvaluator.of(scaled)
                    .averagedWeights(first)
                    .evaluate(BatchSource.inOrder(TinyRuns.regression(50, 3), 20));

            assertThat(report.averaged().orElseThrow().rmse())
                    .isCloseTo(report.members().get(0).rmse(), withinPercentage(1e-3));
        }
    }

    @Test
    void averagedWeights_twiceOrOfAnotherTask_areRefused() {
        Model other = regression.run().restore(regression.members().get(0)).model();
        EnsembleEvaluator once = EnsembleEvaluator.of(classifier).averagedWeights(other);

        assertThatThrownBy(() -> once.averagedWeights(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("averagedWeights must be given once, was given twice");
        assertThatThrownBy(() -> once.evaluate(BatchSource.inOrder(TEST, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network of averaged weights must predict MULTICLASS at output 0 as the ensemble does,"
                        + " does not");
    }

    @Test
    void evaluate_sameData_givesTheSameReportAgain() {
        DataSetIterator iterator = iterator(TEST, 20);
        EnsembleReport report = EnsembleEvaluator.evaluate(classifier, iterator);

        assertThat(EnsembleEvaluator.evaluate(classifier, iterator)).isEqualTo(report);
        assertThat(EnsembleEvaluator.of(classifier).seed(2).evaluate(iterator).comparisons())
                .isNotEqualTo(report.comparisons());
        assertThat(EnsembleEvaluator.of(classifier)
                        .resamples(17)
                        .evaluate(iterator)
                        .provenance()
                        .resamples())
                .isEqualTo(17);
    }

    @Test
    void bestMember_validationFigures_isTheirsWhateverTheTestSays() {
        EnsembleReport report = EnsembleEvaluator.evaluate(classifier, iterator(TEST, 50));

        Snapshot best = classifier.members().get(0);
        for (Snapshot snapshot : classifier.members()) {
            if (!figures(best).betterThan(figures(snapshot))) {
                best = snapshot;
            }
        }
        assertThat(report.bestMember().name()).isEqualTo(best.id());
        assertThat(report.bestMemberChoice()).isEqualTo(BestMemberChoice.VALIDATION_ACCURACY);
        assertThat(report.comparisons().get(0).against()).isEqualTo(best.id());
    }

    @Test
    void evaluate_baselines_areMeasuredOnTheSameExamples() {
        EnsembleReport report = EnsembleEvaluator.of(classifier)
                .baseline("constant(0.05)", baseline.with(Combiner.vote()))
                .baseline("restarts, voting", classifier.with(Combiner.vote()))
                .data("fifty examples")
                .evaluate(BatchSource.inOrder(TEST, 50));

        EnsembleReport alone = EnsembleEvaluator.of(baseline).evaluate(BatchSource.inOrder(TEST, 50));
        // A single model answers for itself: a vote of one would make zeros and ones of its probabilities.
        assertThat(report.baselines().get(0))
                .isEqualTo(new CombinedScore(
                        "constant(0.05)", 1, alone.lastMember().metrics()));
        assertThat(report.baselines().get(1).members()).isEqualTo(3);
        assertThat(report.comparisons()).extracting(Comparison::against).endsWith("constant(0.05)", "restarts, voting");
        assertThat(report.comparisons())
                .extracting(Comparison::opponent)
                .endsWith(Opponent.BASELINE, Opponent.BASELINE);
        assertThat(report.provenance().measuredData()).isEqualTo("fifty examples");
    }

    @Test
    void evaluate_runOfOneMemberWithoutValidation_saysSo() {
        EnsembleReport report = EnsembleEvaluator.evaluate(baseline, iterator(TEST, 50));

        assertThat(report.bestMemberChoice()).isEqualTo(BestMemberChoice.LAST_MEMBER);
        assertThat(report.bestMember()).isEqualTo(report.lastMember());
        assertThat(report.ensemble().metrics()).isEqualTo(report.lastMember().metrics());
        assertThat(report.verdict().recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(report.comparisons())
                .allSatisfy(comparison -> assertThat(comparison.outcome()).isEqualTo(Outcome.UNDECIDED));
    }

    @Test
    void evaluate_weightedMembers_growsWithTheirOwnWeights() {
        EnsembleReport report =
                EnsembleEvaluator.evaluate(classifier.with(Combiner.weighted(0, 1, 3)), iterator(TEST, 50));
        EnsembleReport two = EnsembleEvaluator.evaluate(
                Ensemble.load(folder.resolve("classifier"), MemberSelection.last(2))
                        .with(Combiner.weighted(1, 3)),
                iterator(TEST, 50));

        assertThat(report.growing().get(1).metrics()).isEqualTo(two.ensemble().metrics());
        assertThat(report.provenance().combiner()).isEqualTo("weighted");
    }

    @Test
    void evaluate_weightsThatSilenceTheLastMember_areMeasuredAllTheSame() {
        EnsembleReport report =
                EnsembleEvaluator.evaluate(classifier.with(Combiner.weighted(3, 1, 0)), iterator(TEST, 50));

        assertThat(report.growing().get(0).metrics())
                .isEqualTo(report.lastMember().metrics());
    }

    @Test
    void evaluate_singleSigmoidColumn_isAClassifierOfTwoClasses() {
        MultiDataSet data = TinyRuns.binary(50, 3);
        Ensemble ensemble = Ensemble.load(TinyRuns.binary(folder.resolve("binary")));

        EnsembleReport report = EnsembleEvaluator.of(ensemble).evaluate(new SingletonMultiDataSetIterator(data));

        int[] predicted = ensemble.predict(data.getFeatures(0)).classes();
        double[] labels = data.getLabels(0).ravel().toDoubleVector();
        long right = IntStream.range(0, 50)
                .filter(row -> predicted[row] == labels[row])
                .count();
        assertThat(report.ensemble().accuracy()).isEqualTo(right / 50.0);
        assertThat(report.ensemble().perClass()).extracting(ClassMetrics::name).containsExactly("0", "1");
        assertThat(report.ensemble().confusion().support(1))
                .isEqualTo(data.getLabels(0).sumNumber().intValue());
        assertThat(report.bestMemberChoice()).isEqualTo(BestMemberChoice.LAST_MEMBER);
    }

    @Test
    void evaluate_regression_measuresErrorsAndChoosesByLoss() {
        MultiDataSet data = TinyRuns.regression(50, 3);
        EnsembleReport report = EnsembleEvaluator.evaluate(regression, new SingletonMultiDataSetIterator(data));

        double[][] predictions =
                regression.predict(data.getFeatures(0)).exactOutput(0).toDoubleMatrix();
        double[][] labels = data.getLabels(0).toDoubleMatrix();
        double squares = 0;
        for (int row = 0; row < 50; row++) {
            for (int column = 0; column < 2; column++) {
                squares += Math.pow(predictions[row][column] - labels[row][column], 2);
            }
        }
        assertThat(report.ensemble().rmse()).isCloseTo(Math.sqrt(squares / 100), within(1e-14));
        assertThat(report.ensemble().perColumn()).hasSize(2);
        assertThat(report.ensemble().r2()).isBetween(0.1, 1.0);
        assertThat(report.bestMemberChoice()).isEqualTo(BestMemberChoice.VALIDATION_LOSS);
        assertThat(report.growing().get(2).metrics())
                .isEqualTo(report.ensemble().metrics());
        assertThatThrownBy(() -> report.ensemble().accuracy()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void evaluate_severalOutputs_measuresTheOneAskedFor() {
        MultiDataSet data = TinyRuns.twoOutputs(50, 3);
        BatchSource batches = BatchSource.inOrder(data, 30);

        EnsembleReport first = EnsembleEvaluator.of(twoOutputs).evaluate(batches);
        EnsembleReport second = EnsembleEvaluator.of(twoOutputs).output(1).evaluate(batches);

        assertThat(first.ensemble().metrics()).isInstanceOf(ClassificationMetrics.class);
        assertThat(second.ensemble().metrics()).isInstanceOf(RegressionMetrics.class);
        assertThat(second.provenance().output()).isEqualTo(1);
        assertThat(second.provenance().outputs()).isEqualTo(2);
        assertThatThrownBy(() -> EnsembleEvaluator.of(twoOutputs).output(2))
                .hasMessage("output must be >= 0 and < 2, was 2");
    }

    @Test
    void evaluate_maskedExamples_areLeftOut() {
        MultiDataSet data = TinyRuns.classification(50, 3);
        INDArray mask = Nd4j.ones(50, 1);
        IntStream.range(30, 50).forEach(row -> mask.putScalar(row, 0, 0));
        data.setLabelsMaskArray(new INDArray[] {mask});

        EnsembleReport report = EnsembleEvaluator.evaluate(classifier, new SingletonMultiDataSetIterator(data));

        float[][][] members = outputs(classifier, TEST);
        int[] labels = TEST.getLabels(0).argMax(1).toIntVector();
        double loss = IntStream.range(0, 30)
                .mapToDouble(row -> -Math.log(members[2][row][labels[row]]))
                .sum();
        assertThat(report.provenance().examples()).isEqualTo(30);
        assertThat(report.lastMember().logLoss()).isCloseTo(loss / 30, within(1e-14));
    }

    @Test
    void evaluate_deadNetwork_isNoted() {
        try (Ensemble dead = Ensemble.load(TinyRuns.dead(folder.resolve("dead")))) {
            EnsembleReport report = EnsembleEvaluator.of(dead).evaluate(BatchSource.inOrder(TEST, 20));

            // Its members are copies, too; but what is said of copies, a higher rate, would be wrong here.
            assertThat(report.notes())
                    .containsExactly(
                            "The same output for every example: cycle-0001, cycle-0002, cycle-0003."
                                    + " Rectifiers that died at too high a rate do that; a lower maximum rate keeps them alive.");
        }
    }

    @Test
    void evaluate_oneClassAlone_isNoReasonToCallItDead() {
        try (Ensemble dead = Ensemble.load(TinyRuns.dead(folder.resolve("dead-on-one-class")))) {
            MultiDataSet one = TinyRuns.classification(1, 3);

            assertThat(EnsembleEvaluator.of(dead)
                            .evaluate(BatchSource.inOrder(one, 1))
                            .notes())
                    .noneMatch(note -> note.startsWith("The same output"));
        }
    }

    private static ValidationFigures figures(Snapshot snapshot) {
        return snapshot.validation().orElseThrow();
    }

    /** {@code [member][example][class]}, as the networks gave them. */
    private static float[][][] outputs(Ensemble ensemble, MultiDataSet data) {
        INDArray members = ensemble.predict(data.getFeatures(0)).members();
        return IntStream.range(0, ensemble.size())
                .mapToObj(member -> members.slice(member, 0).toFloatMatrix())
                .toArray(float[][][]::new);
    }

    private static DataSetIterator iterator(MultiDataSet data, int batch) {
        return new ExistingDataSetIterator(new DataSet(data.getFeatures(0), data.getLabels(0)).batchBy(batch));
    }
}
