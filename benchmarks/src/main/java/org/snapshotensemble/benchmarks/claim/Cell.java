package org.snapshotensemble.benchmarks.claim;

import java.util.List;

/**
 * One training of a grid.
 *
 * @param data what is trained on
 * @param network the name of the network
 * @param recipe what is done, the same words in every row of the table
 * @param seed the seed of weights, batches and, where the data are split, of the split
 * @param options what {@code snapshot train} is told beside data, network and seed
 */
record Cell(DataSet data, String network, String recipe, long seed, List<String> options) {

    Cell {
        options = List.copyOf(options);
    }

    /** A name for files and for people. */
    String id() {
        return (data.title() + "-" + network + "-" + recipe + "-seed-" + seed).replaceAll("[^A-Za-z0-9.-]+", "_");
    }
}
