package org.snapshotensemble.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;
import org.snapshotensemble.evaluation.curve.HistoryReader;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.curve.TrainingCurve.Trough;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/** How the training of a run went, by its history and its snapshots. */
final class RunCurve {

    private RunCurve() {}

    static Optional<TrainingCurve> of(Run run) {
        return HistoryReader.read(
                run.files().history(),
                run.manifest().snapshots().stream().map(RunCurve::trough).toList());
    }

    private static Trough trough(Snapshot snapshot) {
        return new Trough(
                snapshot.id(),
                snapshot.iteration(),
                snapshot.learningRate(),
                snapshot.validation()
                        .map(figures -> OptionalDouble.of(figure(figures)))
                        .orElseGet(OptionalDouble::empty));
    }

    private static double figure(ValidationFigures figures) {
        if (figures instanceof ValidationFigures.OfClassification classification) {
            return classification.accuracy();
        }
        return Math.sqrt(((ValidationFigures.OfRegression) figures).meanSquaredError());
    }
}
