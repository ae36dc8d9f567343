package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.Comparison;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.Outcome;
import org.snapshotensemble.evaluation.Provenance;
import org.snapshotensemble.evaluation.Recommendation;
import org.snapshotensemble.evaluation.RegressionComparison;
import org.snapshotensemble.evaluation.compare.ComparedRun;
import org.snapshotensemble.evaluation.compare.RunComparison;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.render.picture.CurvePicture;
import org.snapshotensemble.evaluation.render.picture.GrowingPicture;

/** What a person reads of several runs side by side: the sheet, and the page around it. */
final class CompareSheet {

    private CompareSheet() {}

    static Sheet of(RunComparison comparison) {
        CompareTables tables = new CompareTables(comparison);
        Provenance provenance = comparison.runs().get(0).measured().report().provenance();
        ImmutableList.Builder<Table> read = ImmutableList.builder();
        if (comparison.settings().stream().anyMatch(setting -> !setting.isSame())) {
            read.add(tables.different());
        }
        boolean decided =
                comparison.differences().stream().anyMatch(difference -> difference.outcome() != Outcome.UNDECIDED);
        return new Sheet(
                "%s on the same %s"
                        .formatted(
                                Figures.count(comparison.runs().size(), "run"),
                                Figures.count(provenance.examples(), "test example")),
                decided ? Recommendation.ENSEMBLE : Recommendation.DO_NOT_ENSEMBLE,
                verdict(comparison),
                "",
                notes(comparison),
                read.add(tables.figures()).addAll(tables.differences()).build(),
                List.of(tables.same()),
                definitions(comparison),
                List.of(
                        new Sheet.Fact("Measured on", provenance.measuredData()),
                        new Sheet.Fact(
                                "Bootstrap",
                                "%s resamples, seed %s"
                                        .formatted(provenance.resamples(), provenance.bootstrapSeed()))));
    }

    static Page page(RunComparison comparison) {
        Sheet sheet = of(comparison);
        ImmutableList.Builder<Card> cards = ImmutableList.builder();
        ImmutableList.Builder<Section> sections = ImmutableList.builder();
        for (int place = 0; place < comparison.runs().size(); place++) {
            ComparedRun run = comparison.runs().get(place);
            EnsembleReport report = run.measured().report();
            cards.add(Card.of(place == 0 ? "single" : "ensemble", run.name(), report.ensemble()));
            sections.add(new Section(
                    Section.Width.HALF,
                    "growing-" + (place + 1),
                    "What each member adds: " + Figures.plain(run.name()),
                    GrowingPicture.of(report),
                    report.members().size() < 2 ? "One snapshot alone takes part: there is nothing to combine." : "",
                    List.of()));
        }
        for (int place = 0; place < comparison.runs().size(); place++) {
            ComparedRun run = comparison.runs().get(place);
            sections.add(new Section(
                    Section.Width.WHOLE,
                    "training-" + (place + 1),
                    "How the training went: " + Figures.plain(run.name()),
                    run.measured()
                            .report()
                            .curve()
                            .map((TrainingCurve curve) -> CurvePicture.of(curve, comparison.isRegression())
                                    .withoutData()),
                    run.measured().report().curve().isPresent()
                            ? ""
                            : "The run's folder has no readable history.csv: there is nothing to draw.",
                    List.of()));
        }
        return new Page(sheet, cards.build(), sheet.tables(), sections.build(), sheet.details());
    }

    private static String verdict(RunComparison comparison) {
        return IntStream.range(0, comparison.differences().size())
                .mapToObj(pair -> sentence(
                        comparison.runs().get(pair + 1).name(),
                        comparison.differences().get(pair)))
                .map(Figures::plain)
                .collect(Collectors.joining(" "));
    }

    private static String sentence(String name, Comparison difference) {
        String figure = difference instanceof ClassificationComparison ? "accuracy" : "RMSE";
        return switch (difference.outcome()) {
            case BETTER -> "%s is better than %s: %s.".formatted(name, difference.against(), figures(difference));
            case WORSE -> "%s is worse than %s: %s.".formatted(name, difference.against(), figures(difference));
            case UNDECIDED ->
                "No difference of %s between %s and %s is shown: %s."
                        .formatted(figure, name, difference.against(), figures(difference));
        };
    }

    private static String figures(Comparison difference) {
        if (difference instanceof ClassificationComparison pair) {
            return "accuracy %s points, 95 %% interval %s, p = %s"
                    .formatted(
                            Figures.points(pair.accuracy().value()),
                            Figures.points(pair.accuracy().interval()),
                            Figures.probability(pair.mcNemar().pValue()))
                    .replace("= <", "<");
        }
        RegressionComparison pair = (RegressionComparison) difference;
        return "RMSE %s, 95 %% interval %s"
                .formatted(
                        Figures.quantityChange(pair.rmse().value()),
                        Figures.quantityChange(pair.rmse().interval()));
    }

    private static List<String> notes(RunComparison comparison) {
        ImmutableList.Builder<String> notes = ImmutableList.builder();
        int pairs = comparison.differences().size();
        if (pairs > 1) {
            notes.add("Of %s comparisons chance alone makes one look like a difference more often than of one%s."
                    .formatted(pairs, comparison.isRegression() ? "" : ": hold each p against 0.05 / " + pairs));
        }
        notes.add("One training each: how much of a difference the seed alone makes, train --seeds tells.");
        for (ComparedRun run : comparison.runs()) {
            run.measured()
                    .report()
                    .provenance()
                    .unfinished()
                    .ifPresent(why -> notes.add(Figures.plain(run.name() + " is not finished: " + why)));
        }
        return notes.build();
    }

    private static List<String> definitions(RunComparison comparison) {
        return comparison.isRegression()
                ? List.of(
                        "A difference is an ensemble's RMSE minus that of the first run's ensemble on the same examples,"
                                + " with the 95 % percentile interval of the paired bootstrap; below zero it is better.")
                : List.of(
                        "Accuracy is the share of examples whose most probable class is their label; its interval is Wilson's."
                                + " ECE is the expected calibration error of the likeliest class in bins of equal width.",
                        "A difference is an ensemble's figure minus that of the first run's ensemble on the same examples, with"
                                + " the 95 % percentile interval of the paired bootstrap.",
                        "Won are the examples that only this run's ensemble gets right, lost those that only the first run's"
                                + " does. McNemar's exact test asks how likely so uneven a share is where neither is better.");
    }
}
