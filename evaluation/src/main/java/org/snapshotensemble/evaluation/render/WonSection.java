package org.snapshotensemble.evaluation.render;

import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.Opponent;
import org.snapshotensemble.evaluation.example.WonExample;
import org.snapshotensemble.evaluation.render.Section.Exhibit;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.render.picture.ThumbnailPng;

/** Examples that the ensemble gets right and the best single member does not. */
final class WonSection {

    private WonSection() {}

    static Section of(EnsembleReport report, List<WonExample> won) {
        return new Section(
                Section.Width.HALF,
                "won-section",
                "What the ensemble wins",
                Optional.empty(),
                won.isEmpty()
                        ? "There is no example that the ensemble gets right and the best single member does not."
                        : words(report, won.size()),
                won.stream().map(WonSection::exhibit).toList(),
                won.isEmpty() ? List.of() : List.of(table(won)));
    }

    private static String words(EnsembleReport report, int shown) {
        String which = report.comparisons().stream()
                .filter(comparison -> comparison.opponent() == Opponent.BEST_MEMBER)
                .map(ClassificationComparison.class::cast)
                .map(ClassificationComparison::mcNemar)
                .map(counts -> "%s that the ensemble alone gets right; the best single member alone gets %s right. "
                        .formatted(
                                shown < counts.onlyEnsembleRight()
                                        ? "The first %s of %s examples".formatted(shown, counts.onlyEnsembleRight())
                                        : Figures.count(shown, "example"),
                                counts.onlyOtherRight()))
                .findFirst()
                .orElse("");
        return which + "Rows count from 0 in the measured data.";
    }

    private static Exhibit exhibit(WonExample example) {
        return new Exhibit(
                example.picture().map(ThumbnailPng::dataUri),
                "Row " + example.row(),
                "%s, not %s".formatted(example.label(), example.mistaken()));
    }

    private static Table table(List<WonExample> won) {
        return new Table(
                "won",
                "These examples by their rows",
                List.of(
                        Column.words("row"),
                        Column.words("label, found by the ensemble"),
                        Column.words("best single said")),
                won.stream()
                        .map(example -> List.of(
                                Integer.toString(example.row()),
                                Figures.plain(example.label()),
                                Figures.plain(example.mistaken())))
                        .toList());
    }
}
