package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.benchmarks.claim.Cell.PredictingMembers;
import org.snapshotensemble.benchmarks.claim.CellMeasurement.Measured;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.train.SnapshotTrainer;

/** On runs of a few iterations, whose figures the report also has. */
final class RunMeasurementTest {

    private static final SplitRecord SPLIT = new SplitRecord(0.2, 0.1, 1);

    @TempDir
    private static Path folder;

    private static DataParts parts;
    private static Scaling scaling;

    @BeforeAll
    static void train() throws IOException {
        parts = SPLIT.parts(DataSource.parse("digits").load());
        scaling = Scaling.fit(Preprocessing.Kind.RANGE, Preprocessing.Kind.NONE, parts.train());
        for (long seed = 1; seed <= 2; seed++) {
            train(folder.resolve("seeds/seed-" + seed), seed, 2);
        }
    }

    private static void train(Path run, long seed, int epochs) {
        SnapshotTrainer.of(
                        Architecture.parse("mlp").network(NetworkShape.of(parts.train()), seed, new Nesterovs(0.1)),
                        Schedules.snapshotCosine(0.1, epochs * 41, epochs))
                .saveTo(run)
                .epochs(epochs)
                .data(DataRecord.of(parts.train().description(), scaling, SPLIT, Optional.empty()))
                .validateOn(BatchSource.inOrder(parts.validation().orElseThrow(), scaling, 50))
                .train(BatchSource.shuffled(parts.train(), scaling, 32, seed));
    }

    @Test
    void snapshots_areMeasuredAsTheReportMeasuresThem() throws IOException {
        Path run = folder.resolve("seeds/seed-1");
        Measured measured = new RunMeasurement().measure(PredictingMembers.SNAPSHOTS, List.of(run));
        try (Ensemble ensemble = Ensemble.load(run)) {
            EnsembleReport report =
                    EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(parts.test(), scaling, 100));
            Map<String, Double> figures = measured.figures();
            assertThat(figures.get("ensemble.accuracy"))
                    .isEqualTo(report.ensemble().accuracy());
            assertThat(figures.get("last.accuracy"))
                    .isEqualTo(report.lastMember().accuracy());
            assertThat(figures.get("members")).isEqualTo(2);
            assertThat(figures.get("ensemble.logLoss"))
                    .isCloseTo(report.ensemble().logLoss(), within(1e-6));
            // The mean of two barely trained networks is far too unsure of itself.
            assertThat(figures.get("ensemble.temperedLogLoss")).isLessThan(figures.get("ensemble.logLoss"));
            assertThat(CorrectExamples.parse(measured.correct()).cardinality())
                    .isEqualTo(Math.round(
                            report.ensemble().accuracy() * parts.test().size()));
        }
    }

    @Test
    void lastThree_areNoneBeforeThem() throws IOException {
        Path run = folder.resolve("four");
        train(run, 1, 4);
        Measured measured = new RunMeasurement().measure(PredictingMembers.LAST_THREE, List.of(run));
        try (Ensemble ensemble = Ensemble.load(run, MemberSelection.last(3))) {
            EnsembleReport report =
                    EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(parts.test(), scaling, 100));
            assertThat(measured.figures().get("members")).isEqualTo(3);
            assertThat(measured.figures().get("ensemble.logLoss"))
                    .isCloseTo(report.ensemble().logLoss(), within(1e-6));
        }
    }

    @Test
    void seeds_areTheMeanOfTheirLastSnapshots() throws IOException {
        Measured measured = new RunMeasurement().measure(PredictingMembers.SEEDS, List.of(folder.resolve("seeds")));

        INDArray mean = last(1).add(last(2)).divi(2);
        int[] classes = mean.argMax(1).toIntVector();
        int[] truth = parts.test().classIndices();
        double right = IntStream.range(0, truth.length)
                .filter(example -> classes[example] == truth[example])
                .count();
        assertThat(measured.figures().get("ensemble.accuracy")).isEqualTo(right / truth.length);
        assertThat(measured.figures().get("members")).isEqualTo(2);
    }

    private static INDArray last(int seed) {
        try (Ensemble ensemble = Ensemble.load(folder.resolve("seeds/seed-" + seed))) {
            INDArray members = ensemble.predict(ensemble.preprocess(parts.test().features()))
                    .members();
            return members.slice(1).dup();
        }
    }

    @Test
    void averagedWeights_areOneMemberAndNoSnapshot() throws IOException {
        Path run = folder.resolve("seeds/seed-1");
        Measured measured = new RunMeasurement().measure(PredictingMembers.AVERAGED_WEIGHTS, List.of(run));

        assertThat(measured.figures().get("members")).isEqualTo(1);
        try (Ensemble ensemble = Ensemble.load(run)) {
            EnsembleReport report =
                    EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(parts.test(), scaling, 100));
            assertThat(report.members())
                    .allSatisfy(member -> assertThat(member.logLoss())
                            .isNotCloseTo(
                                    Objects.requireNonNull(measured.figures().get("ensemble.logLoss")), within(1e-4)));
        }
        assertThat(measured.figures().get("ensemble.accuracy"))
                .isEqualTo(measured.figures().get("last.accuracy"))
                .isGreaterThan(0.5);
    }

    @Test
    void secondsOfAllTrainings_areAdded() throws IOException {
        Path one = folder.resolve("seeds/seed-1");
        Path two = folder.resolve("seeds/seed-2");
        assertThat(seconds(one, two)).isEqualTo(seconds(one) + seconds(two));
    }

    private static double seconds(Path... runs) throws IOException {
        Measured measured = new RunMeasurement().measure(PredictingMembers.SNAPSHOTS, List.of(runs));
        return Objects.requireNonNull(measured.figures().get("training.seconds"));
    }
}
