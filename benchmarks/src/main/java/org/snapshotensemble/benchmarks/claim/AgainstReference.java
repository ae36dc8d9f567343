package org.snapshotensemble.benchmarks.claim;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.snapshotensemble.evaluation.McNemar;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;

/**
 * Recipes against the best use of the same budget without restarts, seed by seed and example by example: the paired t-test
 * over the seeds, and McNemar's exact test over the test examples of all of them.
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

    /** Two results of the same seed. */
    private record Pair(CellResult one, CellResult other) {

        double difference() {
            return one.accuracy() - other.accuracy();
        }

        BitSet correct() {
            return CorrectExamples.parse(one.correct());
        }

        BitSet otherCorrect() {
            return CorrectExamples.parse(other.correct());
        }
    }

    /** As a table in Markdown, a line a recipe. */
    String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| against ").append(reference);
        table.append(
                " | points | t-test over seeds, p | only it right | only the other right | McNemar, p | seeds |\n");
        table.append("| --- | --: | --: | --: | --: | --: | --: |\n");
        recipes.forEach((recipe, results) -> {
            List<Pair> pairs = pairs(results);
            if (!recipe.equals(reference) && !pairs.isEmpty()) {
                table.append(line(recipe, pairs));
            }
        });
        return table.append('\n').toString();
    }

    private List<Pair> pairs(List<CellResult> results) {
        return results.stream()
                .filter(result -> result.failure().isEmpty())
                .flatMap(result -> recipes.getOrDefault(reference, List.of()).stream()
                        .filter(other ->
                                other.seed() == result.seed() && other.failure().isEmpty())
                        .map(other -> new Pair(result, other)))
                .toList();
    }

    private static String line(String recipe, List<Pair> pairs) {
        double[] differences = pairs.stream().mapToDouble(Pair::difference).toArray();
        double mean = Arrays.stream(differences).average().orElseThrow();
        int onlyIt = pairs.stream()
                .mapToInt(pair -> CorrectExamples.onlyIn(pair.correct(), pair.otherCorrect()))
                .sum();
        int onlyOther = pairs.stream()
                .mapToInt(pair -> CorrectExamples.onlyIn(pair.otherCorrect(), pair.correct()))
                .sum();
        return String.format(
                Locale.ROOT,
                "| %s | %+.2f | %s | %d | %d | %s | %d |%n",
                recipe,
                100 * mean,
                overSeeds(differences),
                onlyIt,
                onlyOther,
                probability(new McNemar(onlyIt, onlyOther).pValue()),
                pairs.size());
    }

    private static String overSeeds(double[] differences) {
        if (differences.length < PairedDifferences.FEWEST_TO_TELL) {
            return "";
        }
        OptionalDouble p = PairedDifferences.of(differences).pValue();
        return p.isPresent() ? probability(p.getAsDouble()) : "";
    }

    private static String probability(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }
}
