package org.snapshotensemble.benchmarks.claim;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.benchmarks.claim.Cell.PredictingMembers;

/**
 * What can be done with one budget of epochs: schedules without restarts and schedules that leave snapshots. And with five times
 * the budget: five networks, one cosine cycle, or five snapshots.
 */
final class ClaimRecipes {

    /** The recipe that all others are held against: a usual single training. */
    static final String REFERENCE = "one cosine cycle";

    /** Snapshots as the paper that gave them their name takes them (Huang et al. 2017). */
    static final String SNAPSHOTS = "snapshots, 5 cycles";

    /** Those that leave one network, without a restart. */
    static final List<String> WITHOUT_RESTARTS = List.of(REFERENCE, "step decay", "one-cycle", "fixed rate");

    /** As the users of another library train; held against nothing here but what that one reports. */
    static final String PEERS = "torchensemble's recipe, 5 snapshots";

    /** How the names of recipes end that take five times the budget. */
    static final String LONG = ", 5 times the budget";

    /** Networks that are trained apart, for as many times the budget. */
    static final String INDEPENDENT = "5 networks" + LONG;

    /** What those of five times the budget are held against. */
    static final String LONG_REFERENCE = REFERENCE + LONG;

    /** Snapshots whose cycles are each as long as the whole of the budget. */
    static final String LONG_SNAPSHOTS = SNAPSHOTS + LONG;

    private final DataSet data;
    private final String network;
    private final int epochs;
    private final int batch;
    private final BigDecimal highest;
    private final List<String> further;

    /**
     * Makes the recipes of a budget.
     *
     * @param epochs passes over the training part, a multiple of 20; of {@link #few} one of 5
     * @param highest the highest rate of the cosines, from which the others' rates follow
     * @param further options of every training
     */
    ClaimRecipes(DataSet data, String network, int epochs, int batch, String highest, String... further) {
        this.data = data;
        this.network = network;
        this.epochs = epochs;
        this.batch = batch;
        this.highest = new BigDecimal(highest);
        this.further = List.of(further);
    }

    /** The snapshots and two schedules without restarts, where a training takes long. */
    List<Cell> few(long seed) {
        List<Cell> cells = new ArrayList<>();
        add(cells, seed, REFERENCE, cosine(1));
        add(cells, seed, SNAPSHOTS, cosine(5));
        add(cells, seed, "one-cycle", "one_cycle(max=" + highest + ")");
        return cells;
    }

    /** Snapshots of a training on all images, chosen by none. */
    Cell peers(long seed) {
        return new Cell(data, network, PEERS, seed, training(epochs, cosine(5)));
    }

    /** All of them under a seed. */
    List<Cell> cells(long seed) {
        List<Cell> cells = few(seed);
        add(cells, seed, "step decay", "step_decay(initial=" + highest + ",factor=0.1,every=" + 2 * epochs / 5 + "e)");
        add(cells, seed, "fixed rate", "constant(" + part(5) + ")");
        add(cells, seed, "snapshots, 3 cycles", cosine(3));
        add(cells, seed, "snapshots, 6 cycles", cosine(6));
        add(
                cells,
                seed,
                "triangular, 5 cycles",
                "triangular(base=" + part(100) + ",max=" + highest + ",stepSize=" + epochs / 10 + "e)");
        add(
                cells,
                seed,
                "growing restarts, 3 cycles",
                "cosine_restarts(max=" + highest + ",min=0,cycle=" + iterations() / 7 + ",multiplier=2)");
        addGeometric(cells, seed);
        cells.add(apart("5 networks, a fifth of the budget each", seed, epochs / 5));
        cells.add(apart(INDEPENDENT, seed, epochs));
        add(cells, seed, LONG_REFERENCE, 5 * epochs, cosine(1));
        add(cells, seed, LONG_SNAPSHOTS, 5 * epochs, cosine(5));
        return cells;
    }

    /** Five networks under seeds of their own, each for so many epochs. */
    private Cell apart(String recipe, long seed, int length) {
        List<String> training = training(length, cosine(1), "--seeds", "5");
        return new Cell(data, network, recipe, seed, List.of(training), PredictingMembers.SEEDS);
    }

    /** A cosine for half of the budget, then short triangles, the first of them half a one: five snapshots, or their mean. */
    private void addGeometric(List<Cell> cells, long seed) {
        int cycle = epochs / 10;
        int around = 9 * cycle / 2;
        List<List<String>> trainings = List.of(
                training(epochs - around, cosine(1)),
                training(around, "fge(max=" + part(2) + ",min=" + part(200) + ",cycle=" + cycle + "e)"));
        cells.add(new Cell(data, network, "fast geometric, 5 snapshots", seed, trainings, PredictingMembers.SNAPSHOTS));
        cells.add(
                new Cell(data, network, "their averaged weights", seed, trainings, PredictingMembers.AVERAGED_WEIGHTS));
    }

    private void add(List<Cell> cells, long seed, String recipe, String schedule) {
        add(cells, seed, recipe, epochs, schedule);
    }

    private void add(List<Cell> cells, long seed, String recipe, int length, String schedule) {
        cells.add(new Cell(data, network, recipe, seed, training(length, schedule)));
    }

    private List<String> training(int length, String schedule, String... more) {
        List<String> options = new ArrayList<>(List.of("--epochs", String.valueOf(length)));
        options.addAll(List.of("--batch", String.valueOf(batch), "--schedule", schedule));
        options.addAll(further);
        options.addAll(List.of(more));
        return options;
    }

    private String cosine(int cycles) {
        return "snapshot_cosine(max=" + highest + ",cycles=" + cycles + ")";
    }

    /** The highest rate, divided. */
    private String part(int divisor) {
        return highest.divide(BigDecimal.valueOf(divisor)).stripTrailingZeros().toPlainString();
    }

    private int iterations() {
        return epochs * ((data.trainedOn() - 1) / batch + 1);
    }
}
