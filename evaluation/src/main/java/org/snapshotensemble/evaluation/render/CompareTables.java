package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.Comparison;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.RegressionComparison;
import org.snapshotensemble.evaluation.compare.ComparedRun;
import org.snapshotensemble.evaluation.compare.RunComparison;
import org.snapshotensemble.evaluation.compare.RunSetting;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.snapshot.TrainingRecord;

/** The tables of several runs side by side. */
final class CompareTables {

    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;

    private final RunComparison comparison;
    private final String first;

    CompareTables(RunComparison comparison) {
        this.comparison = comparison;
        this.first = Figures.plain(comparison.runs().get(0).name());
    }

    /** What differs in the settings, a row a setting and run. */
    Table different() {
        List<List<String>> rows = comparison.settings().stream()
                .filter(setting -> !setting.isSame())
                .flatMap(this::rows)
                .toList();
        return new Table(
                "different-settings",
                rows.isEmpty() ? "What differs in the settings: nothing" : "What differs in the settings",
                List.of(Column.words("setting"), Column.words("run"), Column.words("value")),
                rows);
    }

    private Stream<List<String>> rows(RunSetting setting) {
        return IntStream.range(0, setting.values().size()).mapToObj(run -> {
            String value = setting.values().get(run);
            return List.of(setting.name(), name(run), value.isEmpty() ? "not recorded" : Figures.plain(value));
        });
    }

    /** What is the same in all of them. */
    Table same() {
        return new Table(
                "same-settings",
                "What is the same",
                List.of(Column.words("setting"), Column.words("value")),
                comparison.settings().stream()
                        .filter(RunSetting::isSame)
                        .map(setting -> List.of(
                                setting.name(), Figures.plain(setting.values().get(0))))
                        .toList());
    }

    /** The figures of each run. */
    Table figures() {
        List<Column> columns = comparison.isRegression()
                ? numbers("RMSE", "95 % interval", "best single", "last", "MAE", "R²", "members", "trained in")
                : numbers(
                        "ensemble", "95 % interval", "best single", "last", "log loss", "ECE", "members", "trained in");
        return new Table(
                "figures",
                comparison.isRegression()
                        ? "Figures: RMSE, MAE and R²"
                        : "Figures: accuracy, log loss and calibration error",
                Streams.concat(Stream.of(Column.words("run")), columns.stream()).toList(),
                comparison.runs().stream().map(this::row).toList());
    }

    private List<String> row(ComparedRun run) {
        EnsembleReport report = run.measured().report();
        ImmutableList.Builder<String> cells = ImmutableList.builder();
        cells.add(Figures.plain(run.name()));
        if (comparison.isRegression()) {
            cells.add(
                    Figures.quantity(report.ensemble().rmse()),
                    Figures.quantity(report.ensemble().rmseInterval()),
                    Figures.quantity(report.bestMember().rmse()),
                    Figures.quantity(report.lastMember().rmse()),
                    Figures.quantity(report.ensemble().mae()),
                    Figures.score(report.ensemble().r2()));
        } else {
            cells.add(
                    Figures.percent(report.ensemble().accuracy()),
                    Figures.percent(report.ensemble().accuracyInterval()),
                    Figures.percent(report.bestMember().accuracy()),
                    Figures.percent(report.lastMember().accuracy()),
                    Figures.score(report.ensemble().logLoss()),
                    Figures.score(((ClassificationAnalysis) report.analysis())
                            .calibration()
                            .error()));
        }
        return cells.add(Integer.toString(report.ensemble().members()), time(run))
                .build();
    }

    private static String time(ComparedRun run) {
        OptionalDouble seconds =
                run.manifest().training().map(TrainingRecord::seconds).orElseGet(OptionalDouble::empty);
        if (seconds.isEmpty()) {
            return run.measured().report().provenance().unfinished().isPresent() ? "not finished" : "not known";
        }
        double time = seconds.getAsDouble();
        return time < MINUTE
                ? String.format(Locale.ROOT, "%.1f s", time)
                : time < HOUR
                        ? String.format(Locale.ROOT, "%.1f min", time / MINUTE)
                        : String.format(Locale.ROOT, "%.1f h", time / HOUR);
    }

    /** The pairs: each ensemble but the first against the first. */
    List<Table> differences() {
        if (comparison.isRegression()) {
            return List.of(new Table(
                    "rmse-differences",
                    "RMSE: each ensemble minus that of " + first,
                    Streams.concat(Stream.of(Column.words("run")), numbers("difference", "95 % interval").stream())
                            .toList(),
                    pairs((name, difference) -> {
                        RegressionComparison pair = (RegressionComparison) difference;
                        return List.of(
                                name,
                                Figures.quantityChange(pair.rmse().value()),
                                Figures.quantityChange(pair.rmse().interval()));
                    })));
        }
        return List.of(
                new Table(
                        "accuracy-differences",
                        "Accuracy: each ensemble minus that of " + first + ", in points",
                        Streams.concat(
                                        Stream.of(Column.words("run")),
                                        numbers("difference", "95 % interval", "won", "lost", "McNemar p").stream())
                                .toList(),
                        pairs((name, difference) -> {
                            ClassificationComparison pair = (ClassificationComparison) difference;
                            return List.of(
                                    name,
                                    Figures.points(pair.accuracy().value()),
                                    Figures.points(pair.accuracy().interval()),
                                    Integer.toString(pair.mcNemar().onlyEnsembleRight()),
                                    Integer.toString(pair.mcNemar().onlyOtherRight()),
                                    Figures.probability(pair.mcNemar().pValue()));
                        })),
                new Table(
                        "log-loss-differences",
                        "Log loss: each ensemble minus that of " + first,
                        Streams.concat(Stream.of(Column.words("run")), numbers("difference", "95 % interval").stream())
                                .toList(),
                        pairs((name, difference) -> {
                            ClassificationComparison pair = (ClassificationComparison) difference;
                            return List.of(
                                    name,
                                    Figures.change(pair.logLoss().value()),
                                    Figures.change(pair.logLoss().interval()));
                        })));
    }

    /** The cells of one pair. */
    @FunctionalInterface
    private interface PairRow {
        List<String> of(String name, Comparison difference);
    }

    private List<List<String>> pairs(PairRow row) {
        return IntStream.range(0, comparison.differences().size())
                .mapToObj(
                        pair -> row.of(name(pair + 1), comparison.differences().get(pair)))
                .toList();
    }

    private String name(int run) {
        return Figures.plain(comparison.runs().get(run).name());
    }

    private static List<Column> numbers(String... headings) {
        return Stream.of(headings).map(Column::numbers).toList();
    }
}
