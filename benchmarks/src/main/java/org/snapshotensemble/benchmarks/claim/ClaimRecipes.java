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

    /** How the names of recipes end that have a weight decay. */
    private static final String DECAYING = ", weight decay";

    /** The recipe that all others are held against: a usual single training. */
    static final String REFERENCE = "one cosine cycle";

    /** Cycles as in the paper that gave snapshot ensembles their name (Huang et al. 2017), all of which predict. */
    static final String SNAPSHOTS = "snapshots, 5 cycles";

    /** Of the same training those that are not the first two. */
    static final String LAST_SNAPSHOTS = SNAPSHOTS + ", the last 3";

    /** What the papers hold their snapshots against. */
    static final String STEP_DECAY = "step decay";

    private static final String ONE_CYCLE = "one-cycle";
    private static final String FIXED_RATE = "fixed rate";

    /** Those that leave one network, without a restart. */
    static final List<String> WITHOUT_RESTARTS =
            List.of(REFERENCE, REFERENCE + DECAYING, STEP_DECAY, ONE_CYCLE, ONE_CYCLE + DECAYING, FIXED_RATE);

    /** As the users of another library train; held against nothing here but what that one reports. */
    static final String PEERS = "torchensemble's recipe, 5 snapshots";

    /** How the names of recipes end that take five times the budget. */
    static final String LONG = ", 5 times the budget";

    /** Networks that are trained apart, for as many times the budget. */
    static final String INDEPENDENT = "5 networks" + DECAYING + LONG;

    /** What follows the names of snapshots and of one cosine cycle, the same of both: nothing, a decay, five times the budget. */
    static final List<String> VARIANTS = List.of("", DECAYING, DECAYING + LONG);

    /** What those of five times the budget are held against. */
    static final String LONG_REFERENCE = REFERENCE + DECAYING + LONG;

    /** Snapshots whose cycles are each about as long as the whole of the budget. */
    static final String LONG_SNAPSHOTS = SNAPSHOTS + DECAYING + LONG;

    private final DataSet data;
    private final String network;
    private final int epochs;
    private final int batch;
    private final BigDecimal highest;
    private final boolean warms;
    private final List<String> further;

    /**
     * Makes the recipes of a budget.
     *
     * @param epochs passes over the training part, a multiple of 20; of {@link #few} one of 5
     * @param highest the highest rate of the cosines, from which the others' rates follow
     * @param further options of every training
     */
    ClaimRecipes(DataSet data, String network, int epochs, int batch, String highest, String... further) {
        this(data, network, epochs, batch, new BigDecimal(highest), false, List.of(further));
    }

    private ClaimRecipes(
            DataSet data,
            String network,
            int epochs,
            int batch,
            BigDecimal highest,
            boolean warms,
            List<String> further) {
        this.data = data;
        this.network = network;
        this.epochs = epochs;
        this.batch = batch;
        this.highest = highest;
        this.warms = warms;
        this.further = further;
    }

    /** The same, but what begins at the highest rate rises to it over the first twentieth of a training, an epoch at least. */
    ClaimRecipes warmed() {
        return new ClaimRecipes(data, network, epochs, batch, highest, true, further);
    }

    /** The same with a weight decay. */
    private ClaimRecipes decaying() {
        List<String> more = new ArrayList<>(further);
        more.addAll(List.of("--weight-decay", "0.0005"));
        return new ClaimRecipes(data, network, epochs, batch, highest, warms, more);
    }

    /** The snapshots and two schedules without restarts, where a training takes long. */
    List<Cell> few(long seed) {
        Cell snapshots = cell(SNAPSHOTS, seed, epochs, cosine(5, epochs));
        return List.of(
                cell(REFERENCE, seed, epochs, cosine(1, epochs)),
                snapshots,
                new Cell(data, network, LAST_SNAPSHOTS, seed, snapshots.trainings(), PredictingMembers.LAST_THREE),
                cell(ONE_CYCLE, seed, epochs, oneCycle()));
    }

    /** Snapshots of a training on all images, chosen by none. */
    Cell peers(long seed) {
        return cell(PEERS, seed, epochs, cosine(5, epochs));
    }

    /** All of them under a seed. */
    List<Cell> cells(long seed) {
        List<Cell> cells = new ArrayList<>(few(seed));
        cells.add(decaying().cell(REFERENCE + DECAYING, seed, epochs, cosine(1, epochs)));
        cells.add(decaying().cell(ONE_CYCLE + DECAYING, seed, epochs, oneCycle()));
        cells.add(decaying().cell(SNAPSHOTS + DECAYING, seed, epochs, cosine(5, epochs)));
        cells.add(cell(STEP_DECAY, seed, epochs, stepDecay()));
        cells.add(cell(FIXED_RATE, seed, epochs, "constant(" + part(5) + ")"));
        cells.add(cell("snapshots, 3 cycles", seed, epochs, cosine(3, epochs)));
        cells.add(cell("snapshots, 6 cycles", seed, epochs, cosine(6, epochs)));
        cells.add(cell("triangular, 5 cycles", seed, epochs, triangular()));
        cells.add(cell("growing restarts, 3 cycles", seed, epochs, restarts()));
        cells.addAll(geometric(seed));
        cells.add(apart("5 networks, a fifth of the budget each", seed, epochs / 5));
        cells.add(decaying().apart(INDEPENDENT, seed, epochs));
        cells.add(decaying().cell(LONG_REFERENCE, seed, 5 * epochs, cosine(1, 5 * epochs)));
        cells.add(decaying().cell(LONG_SNAPSHOTS, seed, 5 * epochs, cosine(5, 5 * epochs)));
        return cells;
    }

    /** Five networks under seeds of their own, each for so many epochs. */
    private Cell apart(String recipe, long seed, int length) {
        List<String> training = training(length, cosine(1, length), "--seeds", "5");
        return new Cell(data, network, recipe, seed, List.of(training), PredictingMembers.SEEDS);
    }

    /** A cosine for half of the budget, then short triangles, the first of them half a one: five snapshots, or their mean. */
    private List<Cell> geometric(long seed) {
        int cycle = epochs / 10;
        int around = 9 * cycle / 2;
        List<List<String>> trainings = List.of(
                training(epochs - around, cosine(1, epochs - around)),
                training(around, "fge(max=" + part(2) + ",min=" + part(200) + ",cycle=" + cycle + "e)"));
        return List.of(
                new Cell(data, network, "fast geometric, 5 snapshots", seed, trainings, PredictingMembers.SNAPSHOTS),
                new Cell(data, network, "their averaged weights", seed, trainings, PredictingMembers.AVERAGED_WEIGHTS));
    }

    private Cell cell(String recipe, long seed, int length, String schedule) {
        return new Cell(data, network, recipe, seed, training(length, schedule));
    }

    private List<String> training(int length, String schedule, String... more) {
        List<String> options = new ArrayList<>(List.of("--epochs", String.valueOf(length)));
        options.addAll(List.of("--batch", String.valueOf(batch), "--schedule", schedule));
        options.addAll(further);
        options.addAll(List.of(more));
        return options;
    }

    private String cosine(int cycles, int length) {
        return "snapshot_cosine(max=" + highest + ",cycles=" + cycles + warmup(length) + ")";
    }

    private String oneCycle() {
        return "one_cycle(max=" + highest + ")";
    }

    private String stepDecay() {
        return "step_decay(initial=" + highest + ",factor=0.1,every=" + 2 * epochs / 5 + "e" + warmup(epochs) + ")";
    }

    private String triangular() {
        return "triangular(base=" + part(100) + ",max=" + highest + ",stepSize=" + epochs / 10 + "e)";
    }

    /** Three cosines that fill the budget, each twice as long as the one before. */
    private String restarts() {
        int first = (epochs - warmupEpochs(epochs)) * ((data.trainedOn() - 1) / batch + 1) / 7;
        return "cosine_restarts(max=" + highest + ",min=0,cycle=" + first + ",multiplier=2" + warmup(epochs) + ")";
    }

    private String warmup(int length) {
        return warms ? ",warmup=" + warmupEpochs(length) + "e" : "";
    }

    private int warmupEpochs(int length) {
        return warms ? Math.max(1, length / 20) : 0;
    }

    /** The highest rate, divided. */
    private String part(int divisor) {
        return highest.divide(BigDecimal.valueOf(divisor)).stripTrailingZeros().toPlainString();
    }
}
