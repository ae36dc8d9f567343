package org.snapshotensemble.evaluation.render;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.TemperedFigures;
import org.snapshotensemble.evaluation.calibration.Calibration;
import org.snapshotensemble.evaluation.calibration.ReliabilityBin;
import org.snapshotensemble.evaluation.render.Table.Column;

/** The numbers of a reliability diagram, bin by bin. */
final class ReliabilityTable {

    private ReliabilityTable() {}

    static Table of(Calibration calibration, Optional<TemperedFigures> tempered) {
        return new Table(
                "reliability",
                "What was promised and what was right, bin by bin",
                List.of(
                        Column.words("bin"),
                        Column.numbers("examples"),
                        Column.numbers("promised"),
                        Column.numbers("right")),
                Stream.concat(
                                rows("", calibration),
                                tempered.stream().flatMap(figures -> rows("tempered, ", figures.calibration())))
                        .toList());
    }

    private static Stream<List<String>> rows(String which, Calibration calibration) {
        return calibration.bins().stream()
                .filter(bin -> bin.examples() > 0)
                .map(bin -> List.of(
                        which + range(bin),
                        Integer.toString(bin.examples()),
                        Figures.percent(bin.confidence()),
                        Figures.percent(bin.accuracy())));
    }

    private static String range(ReliabilityBin bin) {
        return Figures.percent(bin.lower()) + " to " + Figures.percent(bin.upper());
    }
}
