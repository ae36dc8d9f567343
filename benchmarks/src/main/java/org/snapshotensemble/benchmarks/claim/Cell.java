package org.snapshotensemble.benchmarks.claim;

import java.util.ArrayList;
import java.util.List;

/**
 * One place of a grid: what is trained, and what of it predicts.
 *
 * @param data what is trained on
 * @param network the name of the network
 * @param recipe what is done, the same words in every row of the table
 * @param seed the seed of weights, batches and, where the data are split, of the split
 * @param trainings what {@code snapshot train} is told beside data, network and seed, once for each training; each but the
 *     first starts from the last weights of the one before
 * @param members what predicts
 */
record Cell(
        DataSet data,
        String network,
        String recipe,
        long seed,
        List<List<String>> trainings,
        PredictingMembers members) {

    /** What predicts when all is trained. */
    enum PredictingMembers {
        /** The mean of the last training's snapshots. */
        SNAPSHOTS,
        /** The mean of its last three. */
        LAST_THREE,
        /** The mean of the last snapshots of all seeds of the last training. */
        SEEDS,
        /** One network: the mean of the weights of the last training's snapshots. */
        AVERAGED_WEIGHTS
    }

    Cell {
        trainings = trainings.stream().map(List::copyOf).toList();
    }

    /** One training and its snapshots. */
    Cell(DataSet data, String network, String recipe, long seed, List<String> options) {
        this(data, network, recipe, seed, List.of(options), PredictingMembers.SNAPSHOTS);
    }

    /** A name for people. */
    String id() {
        return plain(data.title() + "-" + network + "-" + recipe + "-seed-" + seed);
    }

    /** Whether the name has this in it, in whole parts: {@code seed-1} is not in {@code seed-11}. */
    boolean isNamed(String text) {
        return text.isEmpty() || ("-" + id() + "-").contains("-" + text + "-");
    }

    /** A name for the folder of a training, the same for every cell that needs it. */
    String runName(int training) {
        String options = String.join(
                " ",
                trainings.subList(0, training + 1).stream()
                        .flatMap(List::stream)
                        .toList());
        return plain(data.title() + "-" + network + "-seed-" + seed + "-" + Integer.toHexString(options.hashCode()));
    }

    /** All options in one list, as the results' file has them. */
    List<String> options() {
        List<String> told = new ArrayList<>();
        for (int training = 0; training < trainings.size(); training++) {
            if (training > 0) {
                told.add("then");
            }
            told.addAll(trainings.get(training));
        }
        if (members != PredictingMembers.SNAPSHOTS) {
            told.add("predicting: " + members);
        }
        return List.copyOf(told);
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9.-]+", "_");
    }
}
