package org.snapshotensemble.benchmarks.claim;

import com.google.common.collect.Maps;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/** The results as a table: a line for each data, network and recipe, over its seeds. */
final class ResultsTable {

    /** The load of a machine on which nothing else ran when a cell began, the end of the cell before it included. */
    static final double QUIET = 2.5;

    private final List<CellResult> results;

    ResultsTable(List<CellResult> results) {
        this.results = List.copyOf(results);
    }

    /** As Markdown: tables for each data and network, and before them what they have. */
    String markdown() {
        StringBuilder page = new StringBuilder(legend());
        ResultGroup.of(results).forEach(group -> {
            Map<String, List<CellResult>> rows = group.recipes();
            page.append("## ").append(group.title()).append("\n\n");
            page.append(commands(group));
            page.append(
                    "| | accuracy | s.d. over seeds | last single | log loss | tempered | members | seconds | predicting | seeds |\n");
            page.append("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n");
            rows.forEach((recipe, seeds) -> page.append(line(recipe, seeds)));
            page.append('\n').append(farBehind(group));
            if (rows.containsKey(ClaimRecipes.REFERENCE)) {
                Map<String, List<CellResult>> comparable =
                        Maps.filterKeys(rows, recipe -> !recipe.equals(ClaimRecipes.PEERS));
                page.append(new AgainstReference(comparable, ClaimRecipes.REFERENCE).markdown());
            }
            if (rows.containsKey(ClaimRecipes.LONG_REFERENCE)) {
                Map<String, List<CellResult>> longer =
                        Maps.filterKeys(rows, recipe -> recipe.endsWith(ClaimRecipes.LONG));
                page.append(new AgainstReference(longer, ClaimRecipes.LONG_REFERENCE).markdown());
            }
        });
        return page.append(sources()).toString();
    }

    /** The commands that give what the others are held against, and what differs from it in more than its name tells. */
    private static String commands(ResultGroup group) {
        Optional<String> reference =
                group.done(ClaimRecipes.REFERENCE).stream().findFirst().map(ResultsTable::command);
        Optional<String> peers =
                group.done(ClaimRecipes.PEERS).stream().findFirst().map(ResultsTable::command);
        return reference
                .map(command -> command + ", on these data, is " + ClaimRecipes.REFERENCE
                        + "; the others are the same but for what their names tell"
                        + peers.map(other -> ", and " + ClaimRecipes.PEERS + ", is " + other)
                                .orElse("")
                        + ".\n\n")
                .orElse("");
    }

    private static String command(CellResult result) {
        String options = result.options().stream()
                .map(option -> option.contains("(") ? '"' + option + '"' : option)
                .collect(Collectors.joining(" "));
        return "`./snapshot train --model " + result.network() + " --seed " + result.seed() + " " + options + "`";
    }

    /** Names the recipes whose networks must have died. */
    private static String farBehind(ResultGroup group) {
        List<String> behind =
                group.recipes().keySet().stream().filter(group::isFarBehind).toList();
        return behind.isEmpty()
                ? ""
                : "Not half as often right as the best: " + String.join("; ", behind)
                        + ". So is a network that has died at too high a rate; a difference from it is no gain of the others.\n\n";
    }

    /** As CSV, a line a cell, in full precision. */
    String csv() {
        StringBuilder text = new StringBuilder("data,network,recipe,seed,schedule,accuracy,last_accuracy,log_loss,"
                + "tempered_log_loss,members,seconds,prediction_seconds,failure\n");
        for (CellResult result : results) {
            text.append(result.data()).append(',').append(result.network()).append(',');
            text.append(quoted(result.recipe()))
                    .append(',')
                    .append(result.seed())
                    .append(',');
            text.append(quoted(result.schedule()));
            for (String figure : List.of(
                    CellResult.ACCURACY,
                    CellResult.LAST_ACCURACY,
                    CellResult.LOG_LOSS,
                    CellResult.TEMPERED_LOG_LOSS,
                    CellResult.MEMBERS,
                    CellResult.SECONDS,
                    CellResult.PREDICTION_SECONDS)) {
                Double value = result.figures().get(figure);
                text.append(',').append(value == null ? "" : value.toString());
            }
            text.append(',').append(quoted(result.failure())).append('\n');
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** A number in that format; nothing where a cell has none, as without validation data. */
    private static String mean(String format, double factor, List<CellResult> seeds, String figure) {
        double mean = mean(seeds, figure);
        return Double.isNaN(mean) ? "" : String.format(Locale.ROOT, format, factor * mean);
    }

    private static String line(String recipe, List<CellResult> seeds) {
        List<CellResult> done =
                seeds.stream().filter(result -> result.failure().isEmpty()).toList();
        int failed = seeds.size() - done.size();
        if (done.isEmpty()) {
            return "| " + recipe + " | none: " + seeds.get(0).failure() + " | | | | | | | | " + seeds.size() + " |\n";
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                recipe,
                mean("%.2f %%", 100, done, CellResult.ACCURACY),
                done.size() > 1 ? String.format(Locale.ROOT, "%.2f", 100 * spread(done)) : "",
                mean("%.2f %%", 100, done, CellResult.LAST_ACCURACY),
                mean("%.4f", 1, done, CellResult.LOG_LOSS),
                mean("%.4f", 1, done, CellResult.TEMPERED_LOG_LOSS),
                mean("%.0f", 1, done, CellResult.MEMBERS),
                mean("%.0f", 1, done, CellResult.SECONDS),
                mean("%.2f", 1, done, CellResult.PREDICTION_SECONDS),
                done.size() + (failed > 0 ? ", " + failed + " failed" : ""));
    }

    private static double[] values(List<CellResult> seeds, String figure) {
        return seeds.stream()
                .mapToDouble(result -> result.figures().getOrDefault(figure, Double.NaN))
                .toArray();
    }

    private static double mean(List<CellResult> seeds, String figure) {
        return Mean.of(values(seeds, figure)).getAsDouble();
    }

    private static double spread(List<CellResult> seeds) {
        return StandardDeviation.of(values(seeds, CellResult.ACCURACY)).getAsDouble();
    }

    /** What a reader must know of the seconds. */
    private String load() {
        double highest = results.stream().mapToDouble(CellResult::load).max().orElse(0);
        return highest < QUIET
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", which are too many here: other work ran beside it (a load of up to %.1f)",
                        highest);
    }

    private String legend() {
        return "Accuracy on the test data, mean and standard deviation over the seeds, and of the last network that predicts"
                + " alone: the last snapshot, or the network of the last seed; log loss in nats, before and after a"
                + " temperature that is fitted on validation data; how many networks predict; seconds of training, and of"
                + " predicting the test data, on the clock" + load() + ".\n\n";
    }

    private String sources() {
        TreeSet<String> commits = new TreeSet<>();
        TreeSet<String> machines = new TreeSet<>();
        for (CellResult result : results) {
            commits.add(result.commit());
            machines.add(result.machine());
        }
        return "Sources: " + String.join(", ", commits) + ". Machine: " + String.join(", ", machines) + ".\n";
    }
}
