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
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.ScheduleSpec;
import picocli.CommandLine.Option;

/** The options of {@code snapshot cross-validate} that say what is trained, and how. */
final class CrossValidateOptions {

    private static final int DEFAULT_CYCLES = 5;
    private static final double DEFAULT_MAX_RATE = 0.1;

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

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = OptionTypes.Model.class,
            completionCandidates = Candidates.Models.class,
            defaultValue = "mlp",
            description =
                    "The network: mlp, or cnn or resnet for images, or FILE.json, Deeplearning4j's own JSON. Default:"
                            + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Architecture model;

    @Option(
            names = "--schedule",
            paramLabel = "SPEC",
            converter = OptionTypes.Spec.class,
            description = "The learning rate of each fold, or with --continue of all folds as one training; excludes"
                    + " --cycles and --max-lr.")
    private Optional<ScheduleSpec> schedule = Optional.empty();

    @Option(
            names = "--cycles",
            paramLabel = "M",
            converter = OptionTypes.Positive.class,
            description = "Cosine cycles in each fold, each of which leaves a snapshot. Default: 5.")
    private Optional<Integer> cycles = Optional.empty();

    @Option(
            names = "--max-lr",
            paramLabel = "X",
            converter = OptionTypes.Rate.class,
            description = "The learning rate at the start of each cycle. Default: 0.1.")
    private Optional<Double> maxRate = Optional.empty();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            defaultValue = "40",
            description = "Passes over the training part of each fold. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "B",
            converter = OptionTypes.Positive.class,
            defaultValue = "32",
            description = "Examples in a batch. Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = OptionTypes.Seed.class,
            defaultValue = "1",
            description = "The seed of folds, weights, dropout and batches. Default: ${DEFAULT-VALUE}.")
    private long seed;

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
        return model.name();
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

    private FoldStart start() {
        return continued ? FoldStart.CONTINUE : FoldStart.RESTART;
    }

    /** Refuses options that contradict each other, before anything is read. */
    void requireNoContradiction() {
        if (restart && continued) {
            throw new BadInputException("--restart and --continue exclude each other, give one of them");
        }
        requireNotBoth("--cycles", cycles);
        requireNotBoth("--max-lr", maxRate);
    }

    private void requireNotBoth(String other, Optional<?> value) {
        if (schedule.isPresent() && value.isPresent()) {
            throw new BadInputException("--schedule and " + other + " exclude each other, give one of them");
        }
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
        StratifiedFolds cut = checkNamed("--folds", () -> StratifiedFolds.of(all, folds, seed));
        for (int fold = 0; fold < folds; fold++) {
            int one = fold;
            BadInputException.require("--validation", () -> cut.parts(one, validationFraction));
        }
        NetworkShape shape = NetworkShape.of(all);
        BadInputException.require("--model", () -> model.check(shape));
        CrossValidation made = CrossValidation.of(
                        () -> model.network(shape, seed, new Nesterovs(RATE, MOMENTUM)), foldSchedule())
                .folds(folds)
                .epochs(epochs)
                .batchSize(batchSize)
                .validation(validationFraction)
                .seed(seed)
                .start(start())
                .parallelism(parallelism())
                .modelName(model.name());
        checkNamed(schedule.isPresent() ? "--schedule" : "--cycles, --max-lr", () -> made.plan(all));
        return made;
    }

    private FoldSchedule foldSchedule() {
        return schedule.map(FoldSchedule::of)
                .orElseGet(() ->
                        FoldSchedule.snapshotCosine(maxRate.orElse(DEFAULT_MAX_RATE), cycles.orElse(DEFAULT_CYCLES)));
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
