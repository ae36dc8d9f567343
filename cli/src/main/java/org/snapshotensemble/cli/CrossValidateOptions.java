package org.snapshotensemble.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.StratifiedFolds;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.FoldSchedule;
import org.snapshotensemble.evaluation.crossval.FoldStart;
import org.snapshotensemble.model.NetworkShape;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code snapshot cross-validate} that say what is trained, and how. */
final class CrossValidateOptions {

    /** What the schedule then replaces; the momentum where the schedule leaves it alone. */
    private static final double RATE = 0.1;

    private static final double MOMENTUM = 0.9;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            converter = OptionTypes.Data.class,
            completionCandidates = Candidates.Data.class,
            required = true,
            description = {
                "Labeled data, as train takes them: digits, which come",
                "with the command, or csv:FILE, idx:DIR, images:DIR.",
                "The test data of an idx:DIR are not used."
            })
    @SuppressWarnings("NullAway.Init")
    private DataSource data;

    @Option(
            names = "--folds",
            paramLabel = "K",
            converter = OptionTypes.Positive.class,
            required = true,
            description =
                    "Parts of the data, each of which measures a training on the others; at least 2, and at most the"
                            + " examples of the smallest class.")
    private int folds;

    @Option(
            names = "--restart",
            description =
                    "Each fold begins anew: the same first weights, the schedule from its beginning. The default.")
    private boolean restart;

    @Option(
            names = "--continue",
            description =
                    "Each fold begins with the weights of the one before and goes on with the schedule. Its figures"
                            + " flatter: it has been trained on what measures it.")
    private boolean continued;

    @Option(
            names = "--validation",
            paramLabel = "F",
            converter = OptionTypes.ShareOrNone.class,
            defaultValue = "0.1",
            description =
                    "The share of a fold's other examples that chooses its best single model; 0 for none. Default:"
                            + " ${DEFAULT-VALUE}.")
    private double validationFraction;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final ScheduleOptions schedules = new ScheduleOptions();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            defaultValue = "40",
            description = "Passes over the training part of each fold. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            description = "Folds that are trained at once, each on one core; the results are the same to the bit. With"
                    + " --continue there is always one. Default: the cores.")
    private Optional<Integer> parallel = Optional.empty();

    /** The text of the data. */
    String dataText() {
        return data.text();
    }

    /** A short name of the data and the folds. */
    String dataName() {
        return data.shortName() + "-" + folds + "-folds";
    }

    /** The name of the network. */
    String modelName() {
        return network.model().name();
    }

    /** The seed of all folds. */
    long seed() {
        return network.seed();
    }

    /** How many folds there are. */
    int folds() {
        return folds;
    }

    /** How many folds are trained at once. */
    int parallelism() {
        int wanted = parallel.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        return start() == FoldStart.CONTINUE ? 1 : Math.min(wanted, folds);
    }

    /** Whether the data have test data of their own, which cross-validation leaves alone. */
    boolean leavesTestData() {
        return data.testData().isPresent();
    }

    /** Whether each fold begins where the one before it ended. */
    boolean continues() {
        return start() == FoldStart.CONTINUE;
    }

    private FoldStart start() {
        return continued ? FoldStart.CONTINUE : FoldStart.RESTART;
    }

    /** Refuses options that contradict each other, before anything is read. */
    void requireNoContradiction() {
        if (restart && continued) {
            throw new BadInputException("--restart and --continue exclude each other, give one of them");
        }
        schedules.requireNoContradiction();
        schedules.requireWarmupWithin(epochs);
    }

    /** Reads the data. */
    LabelledData load() {
        return BadInputException.read("--data", data::load);
    }

    /**
     * What is asked for, found fit for the data.
     *
     * @throws BadInputException if it is not
     */
    CrossValidation crossValidation(LabelledData all) {
        StratifiedFolds cut = checkNamed("--folds", () -> StratifiedFolds.of(all, folds, network.seed()));
        for (int fold = 0; fold < folds; fold++) {
            int one = fold;
            BadInputException.require("--validation", () -> cut.parts(one, validationFraction));
        }
        NetworkShape shape = NetworkShape.of(all);
        BadInputException.require("--model", () -> network.model().check(shape));
        BadInputException.require("--augment", () -> network.augmentation().requireFor(all.description()));
        CrossValidation made = CrossValidation.of(
                        () -> network.model().network(shape, network.seed(), new Nesterovs(RATE, MOMENTUM)),
                        foldSchedule())
                .folds(folds)
                .epochs(epochs)
                .batchSize(network.batchSize())
                .validation(validationFraction)
                .augmentation(network.augmentation())
                .seed(network.seed())
                .start(start())
                .parallelism(parallelism())
                .modelName(network.model().name());
        checkNamed(schedules.schedule().isPresent() ? "--schedule" : "--cycles, --max-lr", () -> made.plan(all));
        return made;
    }

    private FoldSchedule foldSchedule() {
        return schedules
                .schedule()
                .map(FoldSchedule::of)
                .orElseGet(
                        () -> FoldSchedule.snapshotCosine(schedules.maxRate(), schedules.cycles(), schedules.warmup()));
    }

    /** As {@link BadInputException#check}, where the refusal may begin with the name of another option. */
    private static <T> T checkNamed(String where, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            boolean named = message.startsWith("folds must ") || message.startsWith("epochs must ");
            throw new BadInputException(named ? "--" + message : where + ": " + message, e);
        }
    }
}
