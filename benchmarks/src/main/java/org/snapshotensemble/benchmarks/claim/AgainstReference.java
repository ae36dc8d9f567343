package org.snapshotensemble.benchmarks.claim;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.snapshotensemble.evaluation.McNemar;

/**
 * Recipes against one of them, seed by seed and example by example: the paired t-test over the seeds, of accuracies and of log
 * losses, and McNemar's exact test over the test examples of all of them.
 */
final class AgainstReference {

    private static final String ACCURACIES =
            "points | 95 % interval | t-test over seeds, p | only it right | only the other right | McNemar, p | seeds |";

    private static final String LOG_LOSSES =
            "log loss | 95 % interval | t-test over seeds, p | tempered | 95 % interval | t-test over seeds, p | seeds |";

    private final Map<String, List<CellResult>> recipes;
    private final String reference;

    /**
     * Compares.
     *
     * @param recipes each with a result a seed
     * @param reference the one of them that the others are held against
     */
    AgainstReference(Map<String, List<CellResult>> recipes, String reference) {
        this.recipes = recipes;
        this.reference = reference;
    }

    /** As two tables in Markdown, a line a recipe. */
    String markdown() {
        return table(ACCURACIES, AgainstReference::accuracies) + table(LOG_LOSSES, AgainstReference::logLosses);
    }

    private String table(String columns, BiFunction<String, SeedPairs, String> line) {
        StringBuilder table = new StringBuilder();
        table.append("| against ")
                .append(reference)
                .append(" | ")
                .append(columns)
                .append('\n');
        table.append("| --- |")
                .append(" --: |".repeat((int)
                        columns.chars().filter(character -> character == '|').count()))
                .append('\n');
        recipes.forEach((recipe, results) -> {
            SeedPairs pairs = SeedPairs.of(results, recipes.getOrDefault(reference, List.of()));
            if (!recipe.equals(reference) && !pairs.isEmpty()) {
                table.append(line.apply(recipe, pairs));
            }
        });
        return table.append('\n').toString();
    }

    private static String accuracies(String recipe, SeedPairs pairs) {
        SeedDifferences overSeeds = pairs.overSeeds();
        McNemar overExamples = pairs.overExamples();
        return String.format(
                Locale.ROOT,
                "| %s | %+.2f | %s | %s | %d | %d | %s | %d |%n",
                recipe,
                pairs.points(),
                overSeeds.interval("%+.2f", 100),
                overSeeds.probability(),
                overExamples.onlyEnsembleRight(),
                overExamples.onlyOtherRight(),
                SeedDifferences.probability(overExamples.pValue()),
                pairs.size());
    }

    private static String logLosses(String recipe, SeedPairs pairs) {
        return "| " + recipe + " | " + difference(pairs, CellResult::logLoss) + " | "
                + difference(pairs, CellResult::temperedLogLoss) + " | " + pairs.size() + " |\n";
    }

    private static String difference(SeedPairs pairs, ToDoubleFunction<CellResult> figure) {
        SeedDifferences test = pairs.overSeeds(figure);
        return String.format(
                Locale.ROOT,
                "%+.4f | %s | %s",
                pairs.difference(figure),
                test.interval("%+.4f", 1),
                test.probability());
    }
}
