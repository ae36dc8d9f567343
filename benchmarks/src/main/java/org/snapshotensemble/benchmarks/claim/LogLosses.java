package org.snapshotensemble.benchmarks.claim;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The log losses of five snapshots beside those of one cosine cycle, as they are and at a temperature: a table, and what it shows. */
final class LogLosses {

    private static final String HEADER = """
            | log loss | one cosine cycle | five snapshots | p | at a temperature: one cosine cycle | five snapshots | p |
            | --- | --: | --: | --: | --: | --: | --: |
            """;

    private final List<Row> rows;

    /** Reads results. */
    LogLosses(List<ResultGroup> groups) {
        this.rows = groups.stream()
                .flatMap(group -> ClaimRecipes.VARIANTS.stream().map(variant -> Row.of(group, variant)))
                .filter(row -> !row.pairs.isEmpty())
                .toList();
    }

    /**
     * Both with the same decay and budget.
     *
     * @param pairs snapshots, and one cosine cycle
     */
    private record Row(String name, SeedPairs pairs) {

        static Row of(ResultGroup group, String variant) {
            return new Row(
                    ClaimVerdict.name(group.data()) + ", " + group.network() + variant,
                    SeedPairs.of(
                            group.done(ClaimRecipes.SNAPSHOTS + variant),
                            group.done(ClaimRecipes.REFERENCE + variant)));
        }

        Stream<Difference> differences() {
            return Stream.of(
                    new Difference(name, pairs, CellResult::logLoss),
                    new Difference(name + ", at a temperature", pairs, CellResult::temperedLogLoss));
        }
    }

    /** A row's, of one of its two figures. */
    private record Difference(String name, SeedPairs pairs, ToDoubleFunction<CellResult> figure) {

        boolean isTested() {
            return pairs.overSeeds(figure).pValue().isPresent();
        }

        boolean isBeyondChance() {
            return pairs.overSeeds(figure).isBeyondChance();
        }

        boolean isLess() {
            return pairs.difference(figure) < 0;
        }

        String cells() {
            return String.format(
                    Locale.ROOT,
                    " %.3f | %.3f | %s |",
                    pairs.mean(pair -> figure.applyAsDouble(pair.other())),
                    pairs.mean(pair -> figure.applyAsDouble(pair.one())),
                    pairs.overSeeds(figure).probability());
        }
    }

    /** As Markdown, a line a variant of each network. */
    String markdown() {
        StringBuilder table = new StringBuilder(HEADER);
        for (Row row : rows) {
            table.append("| ").append(row.name).append(" |");
            row.differences().map(Difference::cells).forEach(table::append);
            table.append('\n');
        }
        return table.toString();
    }

    /** How many differences the tests show, and in whose favor. */
    String sentence() {
        long all = tested().count();
        return "Of " + all + " differences that have a p, " + shown().count()
                + " have one below 0.05, as of twenty one has where"
                + " there is none: " + names(true).size() + " in favor of five snapshots, "
                + names(false).size()
                + " of one cosine cycle.";
    }

    /** Which differences these are. */
    String names() {
        return "Lower with five snapshots: " + listed(names(true)) + ". Lower with one cosine cycle: "
                + listed(names(false)) + ".";
    }

    private Stream<Difference> tested() {
        return rows.stream().flatMap(Row::differences).filter(Difference::isTested);
    }

    private Stream<Difference> shown() {
        return tested().filter(Difference::isBeyondChance);
    }

    private List<String> names(boolean less) {
        return shown().filter(one -> one.isLess() == less).map(Difference::name).toList();
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join("; ", names);
    }
}
