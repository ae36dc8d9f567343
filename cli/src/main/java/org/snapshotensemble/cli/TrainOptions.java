package org.snapshotensemble.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.render.ReportFolder;
import org.snapshotensemble.evaluation.render.SeedsFolder;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.range.Finding;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunFolder;
import org.snapshotensemble.train.RangeTest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code snapshot train}, and what they stand for. */
final class TrainOptions {

    private static final int DEFAULT_EPOCHS = 40;

    /** Of a cycle that was not asked for as it is. */
    private static final int FEWEST_EPOCHS = 2;

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

    @Mixin
    private final ScheduleOptions schedules = new ScheduleOptions();

    @Option(
            names = "--apply",
            description = "Finds that rate with a range test first; excludes --max-lr and --schedule.")
    private boolean apply;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            description = "Passes over the training part; with --max-time the most. Default: 40, or as many as there is"
                    + " time for.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            converter = OptionTypes.Time.class,
            description =
                    "Plans as many epochs as fit into that time on the clock, such as 90s, 45m or 1h30m, reading the data,"
                            + " validation, baselines and report included. Training is tried for a moment to see how fast it"
                            + " is; --cycles are fewer where each would have less than 2 epochs. The plan is then kept: on a"
                            + " machine that becomes slower it takes longer. --resume goes on with the plan in the run.")
    private Optional<Duration> maxTime = Optional.empty();

    @Option(
            names = "--baseline",
            paramLabel = "SPEC",
            converter = OptionTypes.Spec.class,
            description =
                    "A schedule without restarts under which the same network is trained as long, to compare with;"
                            + " may be given several times.")
    private List<ScheduleSpec> baselines = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "K",
            converter = OptionTypes.Several.class,
            description =
                    "Repeats all of it under the seeds --seed, --seed + 1 and so on, with the same split, each run in a"
                            + " folder seed-N of its own under --run; reports mean, spread and a paired t-test over the"
                            + " seeds. With --resume more seeds may be added.")
    private Optional<Integer> seeds = Optional.empty();

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

    /** How many seeds are wanted, where it is more than one. */
    Optional<Integer> seeds() {
        return seeds;
    }

    /** All seeds, in order. */
    List<Long> allSeeds() {
        return LongStream.range(0, seeds.orElse(1))
                .mapToObj(further -> common.seed() + further)
                .toList();
    }

    /** The run folder of the first seed, or the only one. */
    Path firstRun(Path folder) {
        return seeds.isPresent() ? new SeedsFolder(folder).run(common.seed()) : folder;
    }

    /**
     * Finds out whether the folder can hold what is to be trained, and changes nothing.
     *
     * @throws BadInputException if a run is there that cannot be gone on with, or something that is no folder
     */
    void requireFolder() {
        if (seeds.isPresent() && common.seed() > Long.MAX_VALUE - seeds.get()) {
            throw new BadInputException("--seeds: the last seed must be below " + Long.MAX_VALUE + ", was beyond");
        }
        if (run.isEmpty()) {
            resume();
            return;
        }
        Path folder = run.get();
        SeedsFolder several = new SeedsFolder(folder);
        if (seeds.isPresent() && Run.isIn(folder)) {
            throw new BadInputException(
                    "--run: " + folder + ": holds the run of a single seed; choose another folder for --seeds");
        }
        if (seeds.isEmpty() && Run.isIn(several.run(common.seed()))) {
            throw new BadInputException(
                    "--run: " + folder + ": holds runs of several seeds; give --seeds too, or choose another folder");
        }
        if (!resume) {
            RunNaming.requireNoRun(folder);
            if (seeds.isPresent() && allSeeds().stream().map(several::run).anyMatch(Run::isIn)) {
                throw new BadInputException("--run: " + folder
                        + ": holds runs of several seeds; go on with them with --resume, or choose another folder");
            }
        }
        if (seeds.isPresent() && !Run.isIn(several.run(common.seed()))) {
            OutputFile.requireNone("--run", several.files());
        }
        Stream<Path> runs = seeds.isPresent() ? allSeeds().stream().map(several::run) : Stream.of(folder);
        runs.filter(one -> !Run.isIn(one))
                .forEach(one -> OutputFile.requireNone("--run", new ReportFolder(new RunFolder(one).report()).files()));
    }

    /**
     * Compares what is asked for with the plan of a run that is gone on with.
     *
     * @param planned its epochs
     * @throws BadInputException if fewer are asked for
     */
    void requireEpochs(int planned) {
        if (epochs.filter(asked -> asked < planned).isPresent()) {
            throw new BadInputException("--epochs must be at least " + planned
                    + ", as the run to go on with was planned, was " + epochs.get());
        }
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
        schedules.requireNoContradiction();
        if (apply) {
            schedules.requireNoRateBeside("--apply");
        }
        if (maxTime.isEmpty() || epochs.isPresent()) {
            schedules.requireWarmupWithin(epochs.orElse(DEFAULT_EPOCHS));
        }
        int planned = epochs.orElse(maxTime.isPresent() ? 1 : DEFAULT_EPOCHS);
        TrainingJob job = common.job(planned, init.map(file -> InitialWeights.read("--init", file)), note);
        InitialWeights.check(job, note);
        return job;
    }

    /** The time that the whole command has, where it is given. */
    Optional<Duration> maxTime() {
        return maxTime;
    }

    /**
     * The highest rate of cosine cycles.
     *
     * @param note is told what a range test found
     * @throws BadInputException if the range test finds no rate
     */
    double highestRate(TrainingJob job, Consumer<String> note) {
        return apply ? foundRate(job, note) : schedules.maxRate();
    }

    /**
     * The run's schedule.
     *
     * @param highest the highest rate of cosine cycles
     * @throws BadInputException if the run is too short for it
     */
    Schedule schedule(TrainingJob job, double highest) {
        Optional<ScheduleSpec> given = schedules.schedule();
        if (given.isPresent()) {
            return BadInputException.check("--schedule", () -> job.schedule(given.get()));
        }
        int warmup = warmup(job.epochs());
        int cycles = cycles(job.epochs() - warmup);
        int falling = (job.epochs() - warmup) * job.iterationsPerEpoch();
        if (cycles > falling) {
            throw new BadInputException("--cycles must be at most " + falling + ", the run's iterations"
                    + (warmup > 0 ? " after the warm-up" : "") + ", was " + cycles);
        }
        return BadInputException.check(
                "--cycles, --max-lr", () -> job.snapshotCosine(highest, cycles, job.iterations() - falling));
    }

    /** As many as are asked for; fewer only of a length that is tried and {@linkplain #wanted too short}. */
    private int warmup(int epochs) {
        return Math.min(schedules.warmup(), epochs - 1);
    }

    /** As many as are asked for; fewer where a given time is too short. */
    private int cycles(int epochs) {
        int asked = schedules.cycles();
        return maxTime.isPresent() ? Math.min(asked, Math.max(1, epochs / FEWEST_EPOCHS)) : asked;
    }

    /** Whether the run's schedule begins with a warm-up. */
    boolean warmsUp() {
        return schedules.warmup() > 0
                || schedules.schedule().filter(ScheduleSpec::warmsUp).isPresent();
    }

    /** What is to be fitted into the time. */
    TimeFit.Wanted wanted(TrainingJob job, double highest) {
        int fewest = schedules.warmup() + FEWEST_EPOCHS;
        if (schedules.schedule().filter(spec -> !spec.needsTotal()).isPresent()) {
            Schedule given = schedule(job, highest);
            fewest = given instanceof CyclicSchedule cyclic
                    ? (int) (cyclic.cycleAt(0).lastIteration() / job.iterationsPerEpoch()) + 1
                    : 1;
        }
        return new TimeFit.Wanted(
                longer -> schedule(longer, highest),
                fewest,
                epochs.orElse(Integer.MAX_VALUE),
                baselines.size(),
                seeds.orElse(1));
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
}
