package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.Recommendation;
import org.snapshotensemble.evaluation.crossval.Measure;
import org.snapshotensemble.evaluation.render.picture.SeedsPicture;
import org.snapshotensemble.evaluation.render.svg.TickText;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;
import org.snapshotensemble.evaluation.seeds.SeedsReport;

/** The page of a comparison under several seeds. */
final class SeedsPage {

    /** Of the ensemble, the best member and the last; all others are baselines. */
    private static final List<String> LOOKS = List.of("ensemble", "single", "member");

    private final SeedsReport report;
    private final SeedsTables tables;
    private final Measure main;

    private SeedsPage(SeedsReport report) {
        this.report = report;
        this.tables = new SeedsTables(report);
        this.main = report.measures().get(0);
    }

    static Page of(SeedsReport report) {
        return new SeedsPage(report).page();
    }

    private Page page() {
        List<Table> all = tables.tables();
        Sheet sheet = new Sheet(
                tables.title(),
                shown().size() == report.rivals().size() ? Recommendation.ENSEMBLE : Recommendation.DO_NOT_ENSEMBLE,
                Figures.plain(verdict()),
                "",
                List.of(),
                all,
                List.of(),
                tables.notes(),
                Stream.concat(
                                tables.facts().stream(),
                                report.seeds().stream()
                                        .map(seed -> new Sheet.Fact(
                                                "Seed " + seed.seed(),
                                                seed.run().toString())))
                        .toList());
        ImmutableList.Builder<Section> sections = ImmutableList.builder();
        for (Measure measure : report.measures()) {
            sections.add(section(measure, all));
        }
        return new Page(
                sheet,
                report.contenders().stream().map(this::card).toList(),
                all.stream()
                        .filter(table -> table.id().startsWith("differences"))
                        .toList(),
                sections.build(),
                List.of());
    }

    private Section section(Measure measure, List<Table> all) {
        String key = measure.name().toLowerCase(Locale.ROOT);
        return new Section(
                Section.Width.WHOLE,
                key + "-section",
                "Each seed: " + CrossValidationTables.words(measure),
                Optional.of(SeedsPicture.of(
                        report.contenders().stream().map(tables::label).toList(),
                        report.contenders().stream()
                                .map(contender -> report.values(contender, measure))
                                .toList(),
                        CrossValidationTables.words(measure),
                        measure == Measure.ACCURACY ? TickText.PERCENT : TickText.SHORT)),
                "Where all lines between two go the same way, one of them won under every seed; where lines cross, the seed"
                        + " decided.",
                all.stream().filter(table -> table.id().equals("seeds-" + key)).toList());
    }

    private Card card(String contender) {
        SeedsReport.Spread spread = report.spread(contender, main);
        int place = report.contenders().indexOf(contender);
        return new Card(
                place < LOOKS.size() ? LOOKS.get(place) : "baseline",
                Figures.plain(tables.label(contender)),
                CrossValidationTables.value(main, spread.mean()),
                "standard deviation " + CrossValidationTables.size(main, spread.standardDeviation()),
                tables.label(contender).equals(contender) ? "mean over the seeds" : Figures.plain(contender));
    }

    private String verdict() {
        int seeds = report.seeds().size();
        if (seeds < PairedDifferences.FEWEST_TO_TELL) {
            return "Two seeds tell nothing of chance.";
        }
        List<String> shown = shown();
        if (shown.size() == report.rivals().size()) {
            return "Over %s seeds the ensemble is better than each of the others by %s: %s."
                    .formatted(seeds, CrossValidationTables.words(main), figures(shown));
        }
        List<String> others = new ArrayList<>(report.rivals());
        others.removeAll(shown);
        return "Over %s seeds no gain of %s is shown: %s."
                        .formatted(seeds, CrossValidationTables.words(main), figures(others))
                + (shown.isEmpty() ? "" : " It is better: %s.".formatted(figures(shown)));
    }

    /** The rivals that the ensemble is shown to be better than. */
    private List<String> shown() {
        return report.rivals().stream()
                .filter(rival -> {
                    PairedDifferences difference = report.difference(rival, main);
                    boolean better = main.higherIsBetter() ? difference.mean() > 0 : difference.mean() < 0;
                    return better && difference.tells() && difference.pValue().orElse(1) < 1 - Interval.REPORT_LEVEL;
                })
                .toList();
    }

    private String figures(List<String> rivals) {
        return String.join(
                "; ",
                rivals.stream()
                        .map(rival -> {
                            PairedDifferences difference = report.difference(rival, main);
                            return "against %s %s, %s"
                                    .formatted(
                                            tables.label(rival),
                                            CrossValidationTables.change(main, difference.mean()),
                                            difference.pValue().isPresent()
                                                    ? ("p = "
                                                                    + Figures.probability(difference
                                                                            .pValue()
                                                                            .getAsDouble()))
                                                            .replace("= <", "<")
                                                    : "no test, for all seeds differ alike");
                        })
                        .toList());
    }
}
