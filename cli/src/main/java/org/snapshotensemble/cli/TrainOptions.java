package org.snapshotensemble.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.range.Finding;
import org.snapshotensemble.train.RangeTest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code snapshot train}, and what they stand for. */
final class TrainOptions {

    private static final int DEFAULT_CYCLES = 5;

    /** The highest rate where none is told. */
    static final double DEFAULT_MAX_RATE = 0.1;

    @Mixin
    private final JobOptions common = new JobOptions();

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
            names = "--apply",
            description = "Finds that rate with a range test first; excludes --max-lr and --schedule.")
    private boolean apply;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            defaultValue = "40",
            description = "Passes over the training part. Default: ${DEFAULT-VALUE}.")
    private int epochs;

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
        return common.dataName();
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
        requireNotBoth("--schedule", schedule, "--cycles", cycles);
        requireNotBoth("--schedule", schedule, "--max-lr", maxRate);
        if (apply) {
            Optional<Boolean> applied = Optional.of(true);
            requireNotBoth("--apply", applied, "--schedule", schedule);
            requireNotBoth("--apply", applied, "--max-lr", maxRate);
        }
        TrainingJob job = common.job(epochs, init.map(InitialWeights::read), note);
        InitialWeights.check(job, note);
        return job;
    }

    /**
     * The run's schedule.
     *
     * @param note is told what a range test found
     * @throws BadInputException if the run is too short for it, or the range test finds no rate
     */
    Schedule schedule(TrainingJob job, Consumer<String> note) {
        if (schedule.isPresent()) {
            return BadInputException.check("--schedule", () -> job.schedule(schedule.get()));
        }
        int wanted = cycles.orElse(DEFAULT_CYCLES);
        if (wanted > job.iterations()) {
            throw new BadInputException(
                    "--cycles must be at most " + job.iterations() + ", the run's iterations, was " + wanted);
        }
        double highest = apply ? foundRate(job, note) : maxRate.orElse(DEFAULT_MAX_RATE);
        return BadInputException.check("--cycles, --max-lr", () -> job.snapshotCosine(highest, wanted));
    }

    private static double foundRate(TrainingJob job, Consumer<String> note) {
        Finding max = job.rangeTest(RangeTest.DEFAULT_STEPS, note)
                .run(job.training())
                .bounds()
                .max();
        if (max.rate().isEmpty()) {
            throw new BadInputException("--apply: the range test suggests no rate, give --max-lr: " + max.reason());
        }
        note.accept("--apply takes the maximum rate " + SuggestedRate.text(max));
        return Double.parseDouble(SuggestedRate.of(max));
    }

    /** Refuses two options of which one says what the other does. */
    static void requireNotBoth(String one, Optional<?> first, String other, Optional<?> second) {
        if (first.isPresent() && second.isPresent()) {
            throw new BadInputException(one + " and " + other + " exclude each other, give one of them");
        }
    }
}
