package org.snapshotensemble.evaluation.render;

import java.util.List;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.ModelScore;
import org.snapshotensemble.evaluation.RegressionAnalysis;
import org.snapshotensemble.evaluation.RegressionComparison;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.uncertainty.Coverage;

/** The tables of a regression. */
final class RegressionTables implements TaskTables {

    private final EnsembleReport report;

    RegressionTables(EnsembleReport report) {
        this.report = report;
    }

    @Override
    public List<Table> main() {
        return List.of(
                new Table(
                        "models", "Models", columns("model"), TaskTables.modelRows(report, RegressionTables::figures)),
                rmseDifferences());
    }

    @Override
    public List<Table> details() {
        return List.of(
                new Table(
                        "growing",
                        "The ensemble of the last members",
                        columns("members"),
                        TaskTables.growingRows(report, RegressionTables::figures)),
                coverage(),
                perColumn());
    }

    @Override
    public List<String> definitions() {
        return List.of(
                "RMSE is the root of the mean squared error, MAE the mean absolute error, both over all examples and"
                        + " columns and in the unit of the labels. R² is the plain mean of the columns' R².",
                "The interval of an RMSE is the 95 % percentile interval of the bootstrap over examples.",
                "A difference is the ensemble's figure minus the other's, with the 95 % percentile interval of the"
                        + " paired bootstrap; below zero the ensemble is better.",
                "The members' spread is the root of the mean variance of what they say (divisor: the members). Its coverage"
                        + " is the share of values within 1.96 standard deviations of their mean: 95 % if the members'"
                        + " spread were all there is to the error, and mostly far less.");
    }

    private Table rmseDifferences() {
        return new Table(
                "rmse-differences",
                "RMSE: ensemble minus single",
                List.of(Column.words("against"), Column.numbers("difference"), Column.numbers("95 % interval")),
                report.comparisons().stream()
                        .map(RegressionComparison.class::cast)
                        .map(comparison -> List.of(
                                TaskTables.opponent(comparison),
                                Figures.quantityChange(comparison.rmse().value()),
                                Figures.quantityChange(comparison.rmse().interval())))
                        .toList());
    }

    private Table coverage() {
        Coverage coverage = ((RegressionAnalysis) report.analysis()).coverage();
        return new Table(
                "coverage",
                "How far the members are apart, and how often the truth lies that near",
                List.of(Column.words("of"), Column.numbers("members' spread"), Column.numbers("coverage of 95 %")),
                List.of(List.of(
                        "ensemble", Figures.quantity(coverage.spread()), Figures.percent(coverage.coverage()))));
    }

    private Table perColumn() {
        return new Table(
                "columns",
                "The ensemble, column by column",
                List.of(Column.words("column"), Column.numbers("RMSE"), Column.numbers("MAE"), Column.numbers("R²")),
                report.ensemble().perColumn().stream()
                        .map(metrics -> List.of(
                                Figures.plain(metrics.name()),
                                Figures.quantity(metrics.rmse()),
                                Figures.quantity(metrics.mae()),
                                Figures.score(metrics.r2())))
                        .toList());
    }

    private static List<Column> columns(String first) {
        return List.of(
                Column.words(first),
                Column.numbers("RMSE"),
                Column.numbers("95 % interval"),
                Column.numbers("MAE"),
                Column.numbers("R²"));
    }

    private static List<String> figures(ModelScore score) {
        return List.of(
                Figures.quantity(score.rmse()),
                Figures.quantity(score.rmseInterval()),
                Figures.quantity(score.mae()),
                Figures.score(score.r2()));
    }
}
