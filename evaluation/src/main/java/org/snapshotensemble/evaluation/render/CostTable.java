package org.snapshotensemble.evaluation.render;

import java.util.List;
import java.util.Locale;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.render.picture.CostPoint;

/** The numbers of what accuracy costs, but for a cascade's other thresholds, which have a table of their own. */
final class CostTable {

    private CostTable() {}

    static Table of(EnsembleReport report) {
        return new Table(
                "cost-of-each",
                "Accuracy against the networks asked of an example",
                List.of(Column.words("who predicts"), Column.numbers("networks asked"), Column.numbers("accuracy")),
                CostPoint.all(report).stream()
                        .map(point -> List.of(
                                Figures.plain(point.name()),
                                String.format(Locale.ROOT, "%.2f", point.asked()),
                                Figures.percent(point.accuracy())))
                        .toList());
    }
}
