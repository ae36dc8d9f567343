package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.List;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.Provenance;
import org.snapshotensemble.evaluation.Recommendation;
import org.snapshotensemble.evaluation.RegressionMetrics;

/**
 * What a person reads of a report, formatted but not yet laid out.
 *
 * @param title what was compared, and on how much
 * @param recommendation the advice, for its color
 * @param verdict the verdict's sentence
 * @param cost how many members are asked, where not all are; else empty
 * @param notes what must be known to take the figures right
 * @param tables the tables that everyone reads: models and comparisons
 * @param details the tables for a closer look
 * @param definitions how the figures are defined, a sentence or two each
 * @param facts where the figures come from
 */
record Sheet(
        String title,
        Recommendation recommendation,
        String verdict,
        String cost,
        List<String> notes,
        List<Table> tables,
        List<Table> details,
        List<String> definitions,
        List<Fact> facts) {

    Sheet {
        notes = ImmutableList.copyOf(notes);
        tables = ImmutableList.copyOf(tables);
        details = ImmutableList.copyOf(details);
        definitions = ImmutableList.copyOf(definitions);
        facts = ImmutableList.copyOf(facts);
    }

    static Sheet of(EnsembleReport report) {
        TaskTables tables = report.ensemble().metrics() instanceof RegressionMetrics
                ? new RegressionTables(report)
                : new ClassificationTables(report);
        CombinationTables combination = combinationTables(report);
        return new Sheet(
                title(report),
                report.verdict().recommendation(),
                Figures.plain(report.verdict().sentence()),
                combination.sentence().orElse(""),
                report.notes().stream().map(Figures::plain).toList(),
                Streams.concat(tables.main().stream(), combination.tables().stream())
                        .toList(),
                tables.details(),
                Streams.concat(tables.definitions().stream(), combination.definitions().stream())
                        .toList(),
                facts(report));
    }

    private static String title(EnsembleReport report) {
        int members = report.ensemble().members();
        int examples = report.provenance().examples();
        String run = report.provenance().unfinished().isPresent() ? " of an unfinished run" : "";
        return "Ensemble of %s%s on %s"
                .formatted(Figures.count(members, "member"), run, Figures.count(examples, "example"));
    }

    private static CombinationTables combinationTables(EnsembleReport report) {
        return new CombinationTables(report.combination(), report.provenance().combiner());
    }

    private static List<Fact> facts(EnsembleReport report) {
        Provenance provenance = report.provenance();
        ImmutableList.Builder<Fact> facts = ImmutableList.builder();
        facts.add(new Fact("Run", provenance.run()));
        provenance.unfinished().ifPresent(why -> facts.add(new Fact("Not finished", why)));
        facts.add(new Fact("Trained on", provenance.trainingData()));
        facts.add(new Fact("Measured on", provenance.measuredData()));
        facts.add(new Fact("Schedule", provenance.schedule()));
        provenance.seed().ifPresent(seed -> facts.add(new Fact("Seed", Long.toString(seed))));
        facts.add(new Fact("Combined by", provenance.combiner()));
        facts.addAll(combinationTables(report).facts());
        facts.add(new Fact("Best member chosen by", report.bestMemberChoice().description()));
        if (provenance.outputs() > 1) {
            facts.add(new Fact("Output measured", "%s of %s".formatted(provenance.output() + 1, provenance.outputs())));
        }
        facts.add(new Fact(
                "Bootstrap", "%s resamples, seed %s".formatted(provenance.resamples(), provenance.bootstrapSeed())));
        provenance.versions().forEach((software, version) -> facts.add(new Fact(software, version)));
        facts.add(new Fact("Machine", provenance.machine()));
        facts.add(new Fact("Training", provenance.time()));
        return facts.build().stream().filter(fact -> !fact.value().isEmpty()).toList();
    }

    /**
     * One thing known of the run.
     *
     * @param name what it is
     * @param value its value
     */
    record Fact(String name, String value) {

        Fact {
            name = Figures.plain(name);
            value = Figures.plain(value);
        }
    }
}
