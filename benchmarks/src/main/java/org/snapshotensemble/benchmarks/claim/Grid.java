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
            for (long seed = 1; seed <= 3; seed++) {
                for (String network : List.of("mlp", "cnn")) {
                    addRates(cells, DataSet.DIGITS, network, seed, List.of("--epochs", "40", "--batch", "32"));
                    addRates(cells, DataSet.FASHION_10000, network, seed, List.of("--epochs", "15", "--batch", "64"));
                }
            }
            return cells;
        }
    },
    /** What does an ensemble for the price of one training give, against other uses of the same budget? */
    CLAIM {
        @Override
        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (long seed : SEEDS) {
                cells.addAll(new ClaimRecipes(DataSet.DIGITS, "mlp", 40, 32, "0.1")
                        .warmed()
                        .cells(seed));
                cells.addAll(new ClaimRecipes(DataSet.DIGITS, "cnn", 40, 32, "0.1")
                        .warmed()
                        .cells(seed));
                cells.addAll(new ClaimRecipes(DataSet.CANCER, "mlp", 40, 32, "0.1")
                        .warmed()
                        .cells(seed));
            }
            for (long seed : SEEDS) {
                cells.addAll(new ClaimRecipes(DataSet.FASHION, "cnn", 20, 128, "0.1", "--augment", "crop=1,flip")
                        .warmed()
                        .cells(seed));
                cells.add(new ClaimRecipes(DataSet.FASHION, "cnn", 20, 128, "0.1", "--validation", "0").peers(seed));
            }
            for (long seed : SEEDS) {
                // What trains within three quarters of an hour on two cores.
                cells.addAll(new ClaimRecipes(
                                DataSet.FASHION,
                                "resnet14",
                                45,
                                128,
                                "0.1",
                                "--augment",
                                "crop=2,flip",
                                "--weight-decay",
                                "0.0005")
                        .few(seed));
            }
            return cells;
        }
    },
    /** What do snapshots give a training of which nothing was chosen: the command's own rate, the images as they are? */
    DEFAULTS {
        @Override
        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (long seed : SEEDS) {
                cells.addAll(new ClaimRecipes(DataSet.FASHION, "cnn", 20, 128, "0.1").few(seed));
            }
            return cells;
        }
    };

    /** Each also stands for the networks of the next four, which are trained apart. */
    private static final List<Long> SEEDS = List.of(1L, 11L, 21L);

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
