package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.curve.TrainingCurve.Trough;
import org.snapshotensemble.evaluation.example.WonExample;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/** What a report keeps of a real run besides its figures. */
class RunCurveTest {

    @TempDir
    private Path folder;

    @Test
    void evaluate_run_hasItsCurveAndItsTroughs() throws IOException {
        Path run = TinyRuns.classifier(folder.resolve("run"));
        try (Ensemble ensemble = Ensemble.load(run)) {
            BatchSource test = BatchSource.inOrder(TinyRuns.classification(50, 3), 50);

            TrainingCurve curve =
                    EnsembleEvaluator.of(ensemble).evaluate(test).curve().orElseThrow();

            assertThat(curve.stretches()).hasSize(36);
            assertThat(curve.stretches().get(0).firstRate()).isEqualTo(0.1);
            assertThat(curve.stretches()).allMatch(stretch -> stretch.loss().isPresent());
            assertThat(curve.troughs()).extracting(Trough::iteration).containsExactly(11, 23, 35);
            Snapshot last = ensemble.run().manifest().snapshots().get(2);
            ValidationFigures.OfClassification figures =
                    (ValidationFigures.OfClassification) last.validation().orElseThrow();
            assertThat(curve.troughs().get(2))
                    .isEqualTo(new Trough(last.id(), 35, last.learningRate(), OptionalDouble.of(figures.accuracy())));
            Files.delete(run.resolve("history.csv"));
            assertThat(EnsembleEvaluator.of(ensemble).evaluate(test).curve()).isEmpty();
        }
    }

    @Test
    void evaluate_wonExamples_areThoseThatTheComparisonCounts() {
        try (Ensemble ensemble = Ensemble.load(TinyRuns.classifier(folder.resolve("run")))) {
            // Two batches, so that rows must go on counting.
            EnsembleReport report =
                    EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(TinyRuns.classification(400, 3), 200));

            ClassificationComparison best =
                    (ClassificationComparison) report.comparisons().get(0);
            assertThat(((ClassificationAnalysis) report.analysis()).won())
                    .hasSize(Math.min(24, best.mcNemar().onlyEnsembleRight()))
                    .isNotEmpty()
                    .allMatch(example -> example.picture().isEmpty())
                    .extracting(WonExample::row)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }
}
