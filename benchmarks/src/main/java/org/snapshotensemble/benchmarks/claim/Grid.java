package org.snapshotensemble.benchmarks.claim;

import java.util.ArrayList;
import java.util.List;

/** The tables that can be made. */
enum Grid {
    /** Does the rate that the range test suggests do as well as the best of five that a person might try? */
    RATES {
        @Override
        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (long seed = 1; seed <= SEEDS; seed++) {
                for (String network : List.of("mlp", "cnn")) {
                    addRates(cells, DataSet.DIGITS, network, seed, List.of("--epochs", "40", "--batch", "32"));
                    addRates(cells, DataSet.FASHION_10000, network, seed, List.of("--epochs", "15", "--batch", "64"));
                }
            }
            return cells;
        }
    };

    private static final int SEEDS = 3;

    /** All its cells, in the order in which they are trained. */
    abstract List<Cell> cells();

    private static void addRates(List<Cell> cells, DataSet data, String network, long seed, List<String> budget) {
        cells.add(cell(data, network, "suggested", seed, budget, "--cycles", "5", "--apply"));
        for (String rate : List.of("0.003", "0.01", "0.03", "0.1", "0.3")) {
            cells.add(cell(data, network, "max " + rate, seed, budget, "--cycles", "5", "--max-lr", rate));
        }
    }

    private static Cell cell(
            DataSet data, String network, String recipe, long seed, List<String> budget, String... further) {
        List<String> options = new ArrayList<>(budget);
        options.addAll(List.of(further));
        return new Cell(data, network, recipe, seed, options);
    }
}
