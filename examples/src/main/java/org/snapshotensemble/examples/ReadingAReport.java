package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.Comparison;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.MemberScore;
import org.snapshotensemble.evaluation.Recommendation;
import org.snapshotensemble.evaluation.RegressionComparison;
import org.snapshotensemble.evaluation.render.ReportFolder;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A report as a program reads it: what the members reach, what each further one adds, what the ensemble gains over a
 * baseline, and whether that is more than chance. Run it with a folder for two runs and the report's files.
 */
public final class ReadingAReport {

    private static final long SEED = 1;
    private static final int BATCH_SIZE = 32;

    private ReadingAReport() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        EnsembleReport report = report(folder, 20);
        read(report).forEach(System.out::println);
        // The same report in files: report.html, report.json, report.md, members.csv.
        new ReportFolder(folder.resolve("report")).write(report);
    }

    /** Trains an ensemble of four members and a baseline for the same budget, and measures both on the test part. */
    static EnsembleReport report(Path folder, int epochs) throws IOException {
        DataParts parts = DataParts.split(DataSource.parse("digits").load(), 0.2, 0.1, SEED);
        Preprocessing scaling =
                Preprocessing.fit(Preprocessing.Kind.RANGE, parts.train().features());
        int iterations = epochs
                * BatchSource.inOrder(parts.train().features(), parts.train().labels(), BATCH_SIZE)
                        .batchesPerEpoch();
        Path snapshots = folder.resolve("snapshots");
        Path oneCosine = folder.resolve("one-cosine-cycle");
        train(snapshots, Schedules.snapshotCosine(0.1, iterations, 4), parts, scaling, epochs);
        train(oneCosine, Schedules.snapshotCosine(0.1, iterations, 1), parts, scaling, epochs);

        try (Ensemble ensemble = Ensemble.load(snapshots);
                Ensemble baseline = Ensemble.load(oneCosine)) {
            return EnsembleEvaluator.of(ensemble)
                    .baseline("one cosine cycle", baseline)
                    .temperaturesOn(inOrder(parts.validation().orElseThrow(), scaling))
                    .data("the digits' test part")
                    .evaluate(inOrder(parts.test(), scaling));
        }
    }

    /** What there is to know, a line each. */
    static List<String> read(EnsembleReport report) {
        List<String> lines = new ArrayList<>();
        for (MemberScore member : report.members()) {
            lines.add(format(
                    "%s alone: accuracy %.4f, log loss %.4f", member.name(), member.accuracy(), member.logLoss()));
        }
        lines.add(format(
                "a person would have kept %s, by %s",
                report.bestMember().name(), report.bestMemberChoice().description()));
        for (CombinedScore growing : report.growing()) {
            lines.add(format("%s together: accuracy %.4f", growing.name(), growing.accuracy()));
        }
        for (Comparison comparison : report.comparisons()) {
            lines.add(read(comparison));
        }
        boolean worthwhile = report.verdict().recommendation() == Recommendation.ENSEMBLE;
        lines.add(format(
                "%s: %s",
                worthwhile ? "use the ensemble" : "think twice",
                report.verdict().sentence()));
        return lines;
    }

    private static String read(Comparison comparison) {
        if (comparison instanceof ClassificationComparison classes) {
            return format(
                    "against %s: accuracy %+.4f (95 %% interval %+.4f to %+.4f), p = %.4f: %s",
                    classes.against(),
                    classes.accuracy().value(),
                    classes.accuracy().interval().low(),
                    classes.accuracy().interval().high(),
                    classes.mcNemar().pValue(),
                    classes.outcome());
        }
        RegressionComparison regression = (RegressionComparison) comparison;
        return format(
                "against %s: RMSE %+.4f: %s",
                regression.against(), regression.rmse().value(), regression.outcome());
    }

    private static void train(Path run, Schedule schedule, DataParts parts, Preprocessing scaling, int epochs) {
        LabelledData train = parts.train();
        SnapshotTrainer.of(
                        Architecture.parse("mlp").network(NetworkShape.of(train), SEED, new Nesterovs(0.1, 0.9)),
                        schedule)
                .saveTo(run)
                .epochs(epochs)
                .validateOn(inOrder(parts.validation().orElseThrow(), scaling))
                .train(BatchSource.shuffled(scaling.apply(train.features()), train.labels(), BATCH_SIZE, SEED));
    }

    private static BatchSource inOrder(LabelledData part, Preprocessing scaling) {
        return BatchSource.inOrder(scaling.apply(part.features()), part.labels(), BATCH_SIZE);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
