package org.snapshotensemble.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.snapshotensemble.data.DataNotes;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.snapshot.TrainedWeights;
import picocli.CommandLine.Option;

/** The options of {@code snapshot train}, and what they stand for. */
final class TrainOptions {

    private static final double DEFAULT_TEST_FRACTION = 0.2;
    private static final int DEFAULT_CYCLES = 5;
    private static final double DEFAULT_MAX_RATE = 0.1;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            converter = OptionTypes.Data.class,
            defaultValue = "digits",
            description =
                    "Labeled data: digits, which come with the command; csv:FILE, rows of numbers with a label in the last"
                            + " column, with options behind it in quotes:"
                            + " \"csv:FILE?label=COLUMN&header=true&task=regression&ignore=COLUMN,COLUMN\"; idx:DIR, the four"
                            + " MNIST-named IDX files, whose t10k files are the test data; images:DIR[?size=HxW], a folder a class with PNG"
                            + " and JPEG images. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private DataSource data;

    @Option(
            names = "--test",
            paramLabel = "DATA",
            converter = OptionTypes.Data.class,
            description = "Test data of their own, named as --data, with its columns in any order; excludes"
                    + " --test-fraction.")
    private Optional<DataSource> test = Optional.empty();

    @Option(
            names = "--test-fraction",
            paramLabel = "F",
            converter = OptionTypes.Share.class,
            description = "The share of the data that is set aside for the report and chooses nothing. Default: 0.2.")
    private Optional<Double> testFraction = Optional.empty();

    @Option(
            names = "--validation",
            paramLabel = "F",
            converter = OptionTypes.ShareOrNone.class,
            defaultValue = "0.1",
            description = "The share of the rest that chooses the best single model; 0 for none. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double validationFraction;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = OptionTypes.Model.class,
            defaultValue = "mlp",
            description =
                    "The network: mlp, or cnn or resnet for images, or FILE.json, Deeplearning4j's own JSON of either"
                            + " network class, whose learning rates the schedule replaces. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Architecture model;

    @Option(
            names = "--init",
            paramLabel = "FILE.zip",
            converter = OptionTypes.File.class,
            description =
                    "A trained network of the same model, Deeplearning4j's model zip or a snapshot, whose weights the"
                            + " training starts from. It must not have seen what is set aside here: give the data, shares and seed"
                            + " that it was trained with. Default: weights drawn by the seed.")
    private Optional<Path> init = Optional.empty();

    @Option(
            names = "--schedule",
            paramLabel = "SPEC",
            converter = OptionTypes.Spec.class,
            description = "The learning rate, such as \"triangular(base=0.001,max=0.1,stepSize=4e)\"; excludes --cycles"
                    + " and --max-lr.")
    private Optional<ScheduleSpec> schedule = Optional.empty();

    @Option(
            names = "--cycles",
            paramLabel = "M",
            converter = OptionTypes.Positive.class,
            description = "Cosine cycles, each of which leaves a snapshot. Default: 5.")
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
            description = "Passes over the training part. Default: ${DEFAULT-VALUE}.")
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
            description = "The seed of split, weights, dropout and batches. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            description =
                    "Parts of a batch that are computed side by side. The same number gives the same weights to the"
                            + " bit, another one to rounding; with dropout and the like, or batch norm, others altogether. Default:"
                            + " the cores, and 1 for small networks.")
    private Optional<Integer> workers = Optional.empty();

    @Option(
            names = "--baseline",
            paramLabel = "SPEC",
            converter = OptionTypes.Spec.class,
            description =
                    "A schedule without restarts under which the same network is trained as long, to compare with;"
                            + " may be given several times.")
    private List<ScheduleSpec> baselines = new ArrayList<>();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description =
                    "The run's folder, which must not hold a run, unless --resume is given. Default: a new one under"
                            + " runs/.")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--resume",
            description =
                    "Goes on with the run in --run from where it was broken off, to the same weights as if it never"
                            + " had been; starts it where there is none, and leaves a finished one as it is. The other options"
                            + " must be those it was started with.")
    private boolean resume;

    @Option(names = "--dry-run", description = "Prints the plan and trains nothing.")
    private boolean dryRun;

    /** The run's folder, where one is named. */
    Optional<Path> run() {
        return run;
    }

    /**
     * Whether a run may be there already, to be gone on with.
     *
     * @throws BadInputException if it may, and none is named
     */
    boolean resume() {
        if (resume && run.isEmpty()) {
            throw new BadInputException("--resume: needs --run, the folder of the run to go on with");
        }
        return resume;
    }

    /** Whether only the plan is wanted. */
    boolean dryRun() {
        return dryRun;
    }

    /** A short name of the data. */
    String dataName() {
        return data.shortName();
    }

    /** The baselines, in order. */
    List<ScheduleSpec> baselines() {
        return List.copyOf(baselines);
    }

    /**
     * Reads and splits the data.
     *
     * @param note is told what of the data is not used
     * @throws BadInputException if the options contradict each other, or the data cannot be had or split so
     */
    TrainingJob job(Consumer<String> note) {
        requireNotBoth("--test", test, "--test-fraction", testFraction);
        requireNotBoth("--schedule", schedule, "--cycles", cycles);
        requireNotBoth("--schedule", schedule, "--max-lr", maxRate);
        Optional<DataSource> tested = testSource();
        SplitRecord split = new SplitRecord(
                tested.isPresent() ? 0 : testFraction.orElse(DEFAULT_TEST_FRACTION), validationFraction, seed);
        LabelledData all = BadInputException.read("--data", data::load);
        DataParts parts = tested.isPresent()
                ? withTest(all, tested.get(), note)
                : BadInputException.check(
                        "--data " + data.text(),
                        () -> DataParts.split(all, split.testFraction(), validationFraction, seed));
        DataNotes.of(parts, tested.isPresent()).forEach(note);
        BadInputException.require("--model", () -> model.check(NetworkShape.of(parts.train())));
        Scaling scaling = BadInputException.check(
                "--data", () -> Scaling.fit(featureKind(parts.train()), targetKind(parts.train()), parts.train()));
        Optional<TrainedWeights> initial = init.map(InitialWeights::read);
        TrainingJob job = BadInputException.check(
                "--epochs",
                () -> new TrainingJob(parts, scaling, split, model, epochs, batchSize, seed, workers, initial));
        InitialWeights.check(job, note);
        return job;
    }

    /** Pixels have one scale, columns have each their own. */
    private static Preprocessing.Kind featureKind(LabelledData train) {
        return train.description().imageSize().isPresent() ? Preprocessing.Kind.RANGE : Preprocessing.Kind.STANDARDIZE;
    }

    /** Prices in the thousands would make a training diverge at a rate that suits everything else. */
    private Preprocessing.Kind targetKind(LabelledData train) {
        return model.takesScaledTargets(NetworkShape.of(train))
                ? Preprocessing.Kind.STANDARDIZE
                : Preprocessing.Kind.NONE;
    }

    /** Where the test data come from, if not from the data: what {@code --test} names, or what comes with the data. */
    private Optional<DataSource> testSource() {
        if (test.isPresent()) {
            return test.map(named -> named.testData().orElse(named));
        }
        Optional<DataSource> own = data.testData();
        if (own.isPresent() && testFraction.isPresent()) {
            throw new BadInputException("--test-fraction: must not be given with " + data.text()
                    + ", which has test data of its own: " + own.get().text());
        }
        return own;
    }

    private DataParts withTest(LabelledData all, DataSource source, Consumer<String> note) {
        String option = test.isPresent() ? "--test" : "--data";
        LabelledData tested = BadInputException.read(option, () -> source.loadLike(all.description(), note));
        return BadInputException.check(option, () -> DataParts.withTest(all, tested, validationFraction, seed));
    }

    /**
     * The run's schedule.
     *
     * @throws BadInputException if the run is too short for it
     */
    Schedule schedule(TrainingJob job) {
        if (schedule.isPresent()) {
            return BadInputException.check("--schedule", () -> job.schedule(schedule.get()));
        }
        int wanted = cycles.orElse(DEFAULT_CYCLES);
        if (wanted > job.iterations()) {
            throw new BadInputException(
                    "--cycles must be at most " + job.iterations() + ", the run's iterations, was " + wanted);
        }
        return BadInputException.check(
                "--cycles, --max-lr", () -> job.snapshotCosine(maxRate.orElse(DEFAULT_MAX_RATE), wanted));
    }

    private static void requireNotBoth(String one, Optional<?> first, String other, Optional<?> second) {
        if (first.isPresent() && second.isPresent()) {
            throw new BadInputException(one + " and " + other + " exclude each other, give one of them");
        }
    }
}
