package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.RegressionMetrics;
import org.snapshotensemble.evaluation.curve.LossRange;
import org.snapshotensemble.evaluation.curve.Stretch;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.curve.TrainingCurve.Trough;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.render.picture.CurvePicture;

/** How the training went. */
final class CurveSection {

    private static final String NONE = "none";

    private CurveSection() {}

    static Section of(EnsembleReport report) {
        boolean regression = report.ensemble().metrics() instanceof RegressionMetrics;
        Optional<TrainingCurve> curve = report.curve();
        return new Section(
                Section.Width.WHOLE,
                "training",
                "How the training went",
                curve.map(known -> CurvePicture.of(known, regression)),
                curve.map(CurveSection::words)
                        .orElse("The run's folder has no readable history.csv: there is nothing to draw."),
                curve.map(known -> List.of(troughs(known, regression))).orElse(List.of()));
    }

    private static String words(TrainingCurve curve) {
        StringBuilder words =
                new StringBuilder("A loss that no longer falls from one trough to the next has learned what"
                        + " these cycles can teach.");
        if (curve.brokenLosses() > 0) {
            words.append(" Left out: ")
                    .append(Figures.count(curve.brokenLosses(), "iteration"))
                    .append(" whose loss is no finite number.");
        }
        if (curve.troughs().stream().noneMatch(trough -> trough.validation().isPresent())) {
            words.append(" The run kept no validation figures.");
        }
        return words.toString();
    }

    private static Table troughs(TrainingCurve curve, boolean regression) {
        ImmutableList.Builder<List<String>> rows = ImmutableList.builder();
        int place = 0;
        for (Trough trough : curve.troughs()) {
            while (place < curve.stretches().size() - 1
                    && curve.stretches().get(place).to() < trough.iteration()) {
                place++;
            }
            rows.add(List.of(
                    Figures.plain(trough.snapshot()),
                    Integer.toString(trough.iteration()),
                    Figures.quantity(trough.learningRate()),
                    loss(curve.stretches().get(place)),
                    validation(trough, regression)));
        }
        return new Table(
                "troughs",
                "The troughs, where snapshots were kept",
                List.of(
                        Column.words("snapshot"),
                        Column.numbers("iteration"),
                        Column.numbers("learning rate"),
                        Column.numbers("loss around it"),
                        Column.numbers(regression ? "validation RMSE" : "validation accuracy")),
                rows.build());
    }

    private static String loss(Stretch stretch) {
        return stretch.loss().map(LossRange::mean).map(Figures::score).orElse(NONE);
    }

    private static String validation(Trough trough, boolean regression) {
        if (trough.validation().isEmpty()) {
            return NONE;
        }
        double figure = trough.validation().getAsDouble();
        return regression ? Figures.quantity(figure) : Figures.percent(figure);
    }
}
