package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.calibration.Calibration;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.uncertainty.ClassUncertainty;

/**
 * The tables of a classification's analysis.
 *
 * @param analysis what there is to show
 * @param logLoss the ensemble's log loss
 */
record AnalysisTables(ClassificationAnalysis analysis, double logLoss) {

    static final List<String> DEFINITIONS = ImmutableList.of(
            "Calibration error is the mean distance of what is right to what was promised, over 15 bins of the likeliest"
                    + " class's probability; classwise, the mean of the same over all classes.",
            "A temperature makes probabilities less sure above 1, surer below it, and changes no class; it is fitted on validation"
                    + " data. Of two models, each has its own.",
            "Entropy is how unsure the ensemble is of an example, in nats; mutual information is what of it comes from the"
                    + " members' disagreeing.",
            "Of two members, disagreement is the share of examples that one alone gets right, double fault the share that"
                    + " both get wrong; Q and correlation are 1 for members that get the same ones right and 0 for"
                    + " independent ones. Means over all pairs.");

    /** All of them. */
    List<Table> tables() {
        List<Table> tables = new ArrayList<>(List.of(calibration(), uncertainty()));
        analysis.diversity().map(AnalysisTables::diversity).ifPresent(tables::add);
        return tables;
    }

    private Table calibration() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("ensemble", logLoss, analysis.calibration()));
        analysis.tempered()
                .ifPresent(tempered -> rows.add(row(
                        "at temperature " + Figures.temperature(tempered.temperature()),
                        tempered.logLoss(),
                        tempered.calibration())));
        return new Table(
                "calibration",
                "Are the probabilities what they say?",
                List.of(
                        Column.words("probabilities"),
                        Column.numbers("log loss"),
                        Column.numbers("calibration error"),
                        Column.numbers("largest bin"),
                        Column.numbers("classwise")),
                rows);
    }

    private static List<String> row(String name, double logLoss, Calibration calibration) {
        return List.of(
                name,
                Figures.score(logLoss),
                Figures.score(calibration.error()),
                Figures.score(calibration.largestError()),
                Figures.score(calibration.classwiseError()));
    }

    private Table uncertainty() {
        return new Table(
                "uncertainty",
                "Is the ensemble unsure where it is wrong?",
                List.of(Column.words("examples"), Column.numbers("entropy"), Column.numbers("mutual information")),
                List.of(
                        row("right", analysis.uncertainty().right()),
                        row("wrong", analysis.uncertainty().wrong())));
    }

    private static List<String> row(String name, ClassUncertainty uncertainty) {
        return List.of(name, scoreOrNone(uncertainty.entropy()), scoreOrNone(uncertainty.mutualInformation()));
    }

    private static Table diversity(Diversity diversity) {
        return new Table(
                "diversity",
                "How different the members are",
                List.of(
                        Column.words("pairs"),
                        Column.numbers("disagreement"),
                        Column.numbers("double fault"),
                        Column.numbers("Q"),
                        Column.numbers("correlation")),
                List.of(List.of(
                        "mean of " + diversity.pairs().size(),
                        Figures.percent(diversity.disagreement()),
                        Figures.percent(diversity.doubleFault()),
                        scoreOrNone(diversity.q()),
                        scoreOrNone(diversity.correlation()))));
    }

    private static String scoreOrNone(OptionalDouble score) {
        return score.isPresent() ? Figures.score(score.getAsDouble()) : "none";
    }

    /** A mean of no example is no number. */
    private static String scoreOrNone(double score) {
        return Double.isNaN(score) ? "none" : Figures.score(score);
    }
}
