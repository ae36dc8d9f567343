package org.snapshotensemble.evaluation.render;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snapshotensemble.evaluation.Provenance;
import org.snapshotensemble.evaluation.crossval.Measure;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;
import org.snapshotensemble.evaluation.seeds.SeedResult;
import org.snapshotensemble.evaluation.seeds.SeedsReport;

/** What a person reads of a comparison under several seeds, formatted but not yet laid out. */
final class SeedsTables {

    private static final List<String> FIXED =
            List.of(SeedsReport.ENSEMBLE, SeedsReport.BEST_MEMBER, SeedsReport.LAST_MEMBER);

    private final SeedsReport report;

    SeedsTables(SeedsReport report) {
        this.report = report;
    }

    String title() {
        return "The comparison under %s, on %s"
                .formatted(
                        Figures.count(report.seeds().size(), "seed"),
                        Figures.count(provenance().examples(), "example"));
    }

    List<Table> tables() {
        ImmutableList.Builder<Table> tables = ImmutableList.builder();
        for (Measure measure : report.measures()) {
            tables.add(seeds(measure)).add(differences(measure));
        }
        return tables.build();
    }

    /** What the reader has to know to trust the figures, and no further. */
    List<String> notes() {
        ImmutableList.Builder<String> notes = ImmutableList.builder();
        if (report.seeds().size() < PairedDifferences.FEWEST_TO_TELL) {
            notes.add("Two seeds tell nothing of chance: take at least %s for the test, better 5 or more."
                    .formatted(PairedDifferences.FEWEST_TO_TELL));
        }
        notes.add(
                "The p-value is that of a two-sided paired t-test over the seeds: how often chance alone would make the"
                        + " mean difference as large. It is of these test examples and of other seeds; what other examples would"
                        + " give, cross-validation tells. There is none where the differences are all equal.");
        notes.add(
                "A seed draws weights, dropout and the order of the batches; the split is the first seed's throughout.");
        notesOfSeeds().forEach((note, seeds) -> notes.add(under(seeds) + ": " + note));
        return notes.build();
    }

    /** What is said beside the verdict of each seed's own report, and of which seeds. */
    private Map<String, List<Long>> notesOfSeeds() {
        Map<String, List<Long>> seeds = new LinkedHashMap<>();
        for (SeedResult seed : report.seeds()) {
            seed.report()
                    .notes()
                    .forEach(note -> seeds.computeIfAbsent(note, first -> new ArrayList<>())
                            .add(seed.seed()));
        }
        return seeds;
    }

    private String under(List<Long> seeds) {
        if (seeds.size() == report.seeds().size()) {
            return "Under each seed";
        }
        String numbers = seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "Under " + (seeds.size() == 1 ? "seed " : "seeds ") + numbers;
    }

    List<Sheet.Fact> facts() {
        return ImmutableList.of(
                new Sheet.Fact("Trained on", provenance().trainingData()),
                new Sheet.Fact("Measured on", provenance().measuredData()),
                new Sheet.Fact("Schedule", provenance().schedule()),
                new Sheet.Fact("Combined by", provenance().combiner()));
    }

    private Provenance provenance() {
        return report.seeds().get(0).report().provenance();
    }

    /** A baseline's text is too long for the head of a column: there it has a number, where there are several. */
    String label(String contender) {
        int fixed = FIXED.size();
        int place = report.contenders().indexOf(contender);
        if (place < fixed) {
            return contender;
        }
        return report.contenders().size() == fixed + 1 ? "baseline" : "baseline " + (place - fixed + 1);
    }

    private String name(String contender) {
        String label = label(contender);
        return label.equals(contender) ? contender : label + " " + Figures.plain(contender);
    }

    private Table seeds(Measure measure) {
        List<Column> columns = new ArrayList<>(List.of(Column.words("")));
        report.contenders().forEach(contender -> columns.add(Column.numbers(label(contender))));
        List<List<String>> rows = new ArrayList<>();
        for (SeedResult seed : report.seeds()) {
            List<String> row = new ArrayList<>(List.of("seed " + seed.seed()));
            report.contenders()
                    .forEach(contender ->
                            row.add(CrossValidationTables.value(measure, report.value(seed, contender, measure))));
            rows.add(row);
        }
        List<String> means = new ArrayList<>(List.of("mean"));
        List<String> deviations = new ArrayList<>(List.of("standard deviation"));
        for (String contender : report.contenders()) {
            SeedsReport.Spread spread = report.spread(contender, measure);
            means.add(CrossValidationTables.value(measure, spread.mean()));
            deviations.add(CrossValidationTables.size(measure, spread.standardDeviation()));
        }
        rows.add(means);
        rows.add(deviations);
        return new Table(
                "seeds-" + Ascii.toLowerCase(measure.name()),
                "Each seed: " + CrossValidationTables.words(measure),
                columns,
                rows);
    }

    private Table differences(Measure measure) {
        List<Column> columns = List.of(
                Column.words("ensemble less"),
                Column.numbers("mean"),
                Column.numbers("standard deviation"),
                Column.numbers("seeds won"),
                Column.numbers("t"),
                Column.numbers("p"));
        List<List<String>> rows = new ArrayList<>();
        for (String rival : report.rivals()) {
            PairedDifferences difference = report.difference(rival, measure);
            rows.add(List.of(
                    name(rival),
                    CrossValidationTables.change(measure, difference.mean()),
                    CrossValidationTables.size(measure, difference.standardDeviation()),
                    report.seedsWon(rival, measure) + " of " + difference.seeds(),
                    difference.t().isPresent() ? Figures.change(difference.t().getAsDouble()) : "",
                    difference.pValue().isPresent()
                            ? Figures.probability(difference.pValue().getAsDouble())
                            : ""));
        }
        return new Table(
                "differences-" + Ascii.toLowerCase(measure.name()),
                "The ensemble less each other, seed by seed: " + CrossValidationTables.words(measure),
                columns,
                rows);
    }
}
