package org.snapshotensemble.evaluation.render;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.snapshotensemble.evaluation.crossval.Contender;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;
import org.snapshotensemble.evaluation.crossval.FoldResult;
import org.snapshotensemble.evaluation.crossval.FoldSpread;
import org.snapshotensemble.evaluation.crossval.FoldStart;
import org.snapshotensemble.evaluation.crossval.Measure;
import org.snapshotensemble.evaluation.render.Table.Column;

/** What a person reads of a cross-validation, formatted but not yet laid out. */
final class CrossValidationTables {

    private final CrossValidationReport report;

    CrossValidationTables(CrossValidationReport report) {
        this.report = report;
    }

    String title() {
        return "Cross-validation: %s on %s"
                .formatted(Figures.count(report.folds().size(), "fold"), Figures.count(report.examples(), "example"));
    }

    List<Table> tables() {
        ImmutableList.Builder<Table> tables = ImmutableList.builder();
        report.measures().forEach(measure -> tables.add(folds(measure)));
        return tables.add(summary()).build();
    }

    /** What the reader has to know to trust the figures, and no further. */
    List<String> notes() {
        ImmutableList.Builder<String> notes = ImmutableList.builder();
        if (report.start() == FoldStart.CONTINUE) {
            notes.add("The folds continue each other: from fold 2 on the network had been trained on the examples that"
                    + " measure it, so these figures flatter. They are no estimate for new examples; restart the folds"
                    + " for one.");
        }
        if (report.folds().stream().anyMatch(fold -> fold.validated() == 0)) {
            notes.add("There was no validation part, so the last member stands for the best single.");
        }
        Measure measure = report.measures().get(0);
        notes.add(
                "The ensemble has the better %s in %s of %s; the difference is the ensemble's less the best single's on the same examples."
                        .formatted(
                                words(measure),
                                report.foldsWon(measure),
                                Figures.count(report.folds().size(), "fold")));
        notes.add("The folds share training examples, so they are not independent, and the standard error is too small"
                + " (Bengio and Grandvalet 2004).");
        return notes.build();
    }

    List<Sheet.Fact> facts() {
        return ImmutableList.of(
                new Sheet.Fact(
                        "Data",
                        report.data().source() + ", SHA-256 " + report.data().sha256()),
                new Sheet.Fact(
                        "Each fold begins",
                        report.start() == FoldStart.RESTART
                                ? "anew, with the same weights"
                                : "with the weights and the schedule of the one before"),
                new Sheet.Fact(
                        "Schedule of fold 1",
                        report.folds().get(0).report().provenance().schedule()),
                new Sheet.Fact("Seed", Long.toString(report.seed())));
    }

    private Table folds(Measure measure) {
        List<Column> columns = List.of(
                Column.words("fold"),
                Column.numbers("trained"),
                Column.numbers("tested"),
                Column.numbers("members"),
                Column.numbers("ensemble"),
                Column.numbers("best single"),
                Column.numbers("last"),
                Column.numbers("difference"));
        List<List<String>> rows = new ArrayList<>();
        for (FoldResult fold : report.folds()) {
            List<String> row = new ArrayList<>(List.of(
                    Integer.toString(fold.fold() + 1),
                    Integer.toString(fold.trained()),
                    Integer.toString(fold.tested()),
                    Integer.toString(fold.report().members().size())));
            for (Contender contender : Contender.values()) {
                row.add(value(measure, fold.value(contender, measure)));
            }
            row.add(change(measure, fold.difference(measure)));
            rows.add(row);
        }
        return new Table("folds-" + Ascii.toLowerCase(measure.name()), "Each fold: " + words(measure), columns, rows);
    }

    private Table summary() {
        List<Column> columns = List.of(
                Column.words("over the folds"),
                Column.numbers("mean"),
                Column.numbers("standard deviation"),
                Column.numbers("standard error"),
                Column.numbers("pooled"));
        List<List<String>> rows = new ArrayList<>();
        for (Measure measure : report.measures()) {
            for (Contender contender : Contender.values()) {
                FoldSpread spread = report.spread(contender, measure);
                rows.add(List.of(
                        words(contender) + ", " + words(measure),
                        value(measure, spread.mean()),
                        size(measure, spread.standardDeviation()),
                        size(measure, spread.standardError()),
                        value(measure, report.pooled().value(contender, measure))));
            }
            FoldSpread difference = report.difference(measure);
            rows.add(List.of(
                    "difference, " + words(measure),
                    change(measure, difference.mean()),
                    size(measure, difference.standardDeviation()),
                    size(measure, difference.standardError()),
                    change(
                            measure,
                            report.pooled().value(Contender.ENSEMBLE, measure)
                                    - report.pooled().value(Contender.BEST_MEMBER, measure))));
        }
        return new Table("summary", "Over the folds", columns, rows);
    }

    static String words(Contender contender) {
        return switch (contender) {
            case ENSEMBLE -> "ensemble";
            case BEST_MEMBER -> "best single";
            case LAST_MEMBER -> "last";
        };
    }

    static String words(Measure measure) {
        return switch (measure) {
            case ACCURACY -> "accuracy";
            case LOG_LOSS -> "log loss";
            case RMSE -> "RMSE";
            case MAE -> "MAE";
            case R2 -> "R²";
        };
    }

    static String value(Measure measure, double value) {
        return switch (measure) {
            case ACCURACY -> Figures.percent(value);
            case LOG_LOSS, R2 -> Figures.score(value);
            case RMSE, MAE -> Figures.quantity(value);
        };
    }

    /** The size of a difference, or of how far values are apart. */
    static String size(Measure measure, double value) {
        return measure == Measure.ACCURACY
                ? String.format(Locale.ROOT, "%.2f points", 100 * value)
                : value(measure, value);
    }

    static String change(Measure measure, double value) {
        return switch (measure) {
            case ACCURACY -> Figures.points(value) + " points";
            case LOG_LOSS, R2 -> Figures.change(value);
            case RMSE, MAE -> Figures.quantityChange(value);
        };
    }
}
