package org.snapshotensemble.benchmarks.claim;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.McNemar;

/**
 * Recipes against one of them, seed by seed and example by example: the paired t-test over the seeds, and McNemar's exact test
 * over the test examples of all of them.
 */
final class AgainstReference {

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

    /** As a table in Markdown, a line a recipe. */
    String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| against ").append(reference);
        table.append(" | points | 95 % interval | t-test over seeds, p | only it right | only the other right"
                + " | McNemar, p | seeds |\n");
        table.append("| --- | --: | --: | --: | --: | --: | --: | --: |\n");
        recipes.forEach((recipe, results) -> {
            SeedPairs pairs = SeedPairs.of(results, recipes.getOrDefault(reference, List.of()));
            if (!recipe.equals(reference) && !pairs.isEmpty()) {
                table.append(line(recipe, pairs));
            }
        });
        return table.append('\n').toString();
    }

    private static String line(String recipe, SeedPairs pairs) {
        McNemar overExamples = pairs.overExamples();
        return String.format(
                Locale.ROOT,
                "| %s | %+.2f | %s | %s | %d | %d | %s | %d |%n",
                recipe,
                pairs.points(),
                interval(pairs),
                probability(pairs),
                overExamples.onlyEnsembleRight(),
                overExamples.onlyOtherRight(),
                SeedPairs.probability(overExamples.pValue()),
                pairs.size());
    }

    private static String interval(SeedPairs pairs) {
        return pairs.overSeeds()
                .flatMap(test -> test.interval(Interval.REPORT_LEVEL))
                .map(interval ->
                        String.format(Locale.ROOT, "%+.2f to %+.2f", 100 * interval.low(), 100 * interval.high()))
                .orElse("");
    }

    private static String probability(SeedPairs pairs) {
        return pairs.overSeeds()
                .filter(test -> test.pValue().isPresent())
                .map(test -> SeedPairs.probability(test.pValue().getAsDouble()))
                .orElse("");
    }
}
