package org.snapshotensemble.evaluation.render;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.curve.LossRange;
import org.snapshotensemble.evaluation.curve.Stretch;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.curve.TrainingCurve.Trough;
import org.snapshotensemble.evaluation.example.Thumbnail;
import org.snapshotensemble.evaluation.example.WonExample;

/** Small reports with all that a run of the command leaves. */
final class TrainedReports {

    private static final ImageSize GRAY = new ImageSize(8, 8, 1);
    private static final ImageSize COLORED = new ImageSize(4, 6, 3);

    private TrainedReports() {}

    /** The classification of images, with the curve of 600 stretches. */
    static EnsembleReport ofImages() {
        return with(
                withCurve(),
                List.of(
                        new WonExample(3, "cat", "dog", Optional.of(thumbnail(GRAY))),
                        new WonExample(117, "owl", "cat", Optional.of(thumbnail(COLORED)))));
    }

    /** The classification of rows. */
    static EnsembleReport ofRows(String label, String mistaken) {
        return with(withCurve(), List.of(new WonExample(12, label, mistaken, Optional.empty())));
    }

    private static Thumbnail thumbnail(ImageSize size) {
        return new Thumbnail(
                size,
                ImmutableIntArray.copyOf(IntStream.range(0, size.values()).map(value -> value * 255 / size.values())));
    }

    private static EnsembleReport with(EnsembleReport report, List<WonExample> won) {
        return new EnsembleReport(
                report.provenance(),
                report.ensemble(),
                report.combination(),
                report.bestMember(),
                report.bestMemberChoice(),
                report.members(),
                report.growing(),
                report.baselines(),
                report.averaged(),
                report.comparisons(),
                report.verdict(),
                ((ClassificationAnalysis) report.analysis()).withWon(won),
                report.notes(),
                report.curve());
    }

    /** The classification, with a curve and no examples. */
    static EnsembleReport withCurve() {
        List<Stretch> stretches = IntStream.range(0, 600)
                .mapToObj(iteration -> {
                    double rate = 0.1 * (1 - iteration % 200 / 200.0);
                    double loss = 2.0 / (1 + iteration / 20.0) + rate;
                    return new Stretch(
                            2 * iteration,
                            2 * iteration + 1,
                            rate,
                            rate,
                            rate,
                            rate,
                            Optional.of(new LossRange(0.8 * loss, 1.5 * loss, loss, 2)));
                })
                .toList();
        return SampleReports.classification()
                .withCurve(new TrainingCurve(
                        stretches,
                        1,
                        List.of(
                                new Trough("cycle-0001", 399, 0.0005, OptionalDouble.of(0.875)),
                                new Trough("cycle-0002", 799, 0.0005, OptionalDouble.of(0.9)),
                                new Trough("cycle-0003", 1199, 0.0005, OptionalDouble.empty()))));
    }
}
