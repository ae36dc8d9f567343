package org.snapshotensemble.benchmarks.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All results of a network on some data.
 *
 * @param data what it was trained on
 * @param network its name
 * @param recipes the results of each recipe, one a seed, in the order of the grid
 */
record ResultGroup(String data, String network, Map<String, List<CellResult>> recipes) {

    /** The groups of results, in their order. */
    static List<ResultGroup> of(List<CellResult> results) {
        Map<String, ResultGroup> groups = new LinkedHashMap<>();
        for (CellResult result : results) {
            groups.computeIfAbsent(
                            result.data() + ", " + result.network(),
                            title -> new ResultGroup(result.data(), result.network(), new LinkedHashMap<>()))
                    .recipes
                    .computeIfAbsent(result.recipe(), recipe -> new ArrayList<>())
                    .add(result);
        }
        return List.copyOf(groups.values());
    }

    /** What a person calls it. */
    String title() {
        return data + ", " + network;
    }

    /** The results of a recipe that did not fail. */
    List<CellResult> done(String recipe) {
        return recipes.getOrDefault(recipe, List.of()).stream()
                .filter(result -> result.failure().isEmpty())
                .toList();
    }

    /** The mean accuracy of a recipe; empty where it has no result. */
    OptionalDouble accuracy(String recipe) {
        return done(recipe).stream().mapToDouble(CellResult::accuracy).average();
    }

    /** The highest mean accuracy of a recipe. */
    private double best() {
        return recipes.keySet().stream()
                .flatMapToDouble(recipe -> accuracy(recipe).stream())
                .max()
                .orElse(0);
    }

    /** Whether a recipe is right not half as often as the best one. */
    boolean isFarBehind(String recipe) {
        return accuracy(recipe).orElse(1) < best() / 2;
    }
}
