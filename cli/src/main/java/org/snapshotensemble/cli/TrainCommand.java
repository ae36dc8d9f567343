package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.snapshotensemble.cli.ComparisonTraining.Outcome;
import org.snapshotensemble.cli.ComparisonTraining.Planned;
import org.snapshotensemble.evaluation.render.ReportFolder;
import org.snapshotensemble.evaluation.render.SeedsFolder;
import org.snapshotensemble.evaluation.seeds.SeedResult;
import org.snapshotensemble.evaluation.seeds.SeedsReport;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunFolder;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.snapshot.TrainingRecord;
import org.snapshotensemble.train.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains a run and its baselines, and makes the report. */
@Command(
        name = "train",
        description =
                "Trains a network once, keeps a snapshot of each cycle, and reports what their ensemble gains over"
                        + " a single model. Without options it trains on the digits that come with it.",
        footer = {
            "",
            "Example:",
            "  snapshot train --data \"csv:flowers.csv?label=species\" \\",
            "      --epochs 100 --cycles 5 --run runs/flowers"
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class TrainCommand implements Callable<Integer> {

    private static final Path RUNS = Path.of("runs");

    private final Streams streams;
    private final Notes notes;

    @Mixin
    private final TrainOptions options = new TrainOptions();

    @Mixin
    private final ProgressOptions progress = new ProgressOptions();

    @Mixin
    private final PlotOptions plots = new PlotOptions();

    TrainCommand(Streams streams) {
        this.streams = streams;
        this.notes = new Notes(streams);
    }

    @Override
    public Integer call() throws IOException {
        ProgressKind kind = progress.kind();
        if (kind == ProgressKind.NONE) {
            notes.silence();
        }
        if (options.dryRun() && kind == ProgressKind.EVENTS) {
            throw new BadInputException("--dry-run and --json exclude each other, give one of them");
        }
        options.requireFolder();
        plots.require(options.run());
        Optional<TimeFit> time = options.maxTime().map(given -> new TimeFit(given, System::nanoTime));
        TrainingJob read = options.job(notes::add);
        double highest = options.highestRate(read, notes::add);
        Optional<Integer> begun = time.isPresent() ? begunEpochs() : Optional.empty();
        begun.ifPresent(options::requireEpochs);
        TrainingJob job = begun.map(read::withEpochs)
                .or(() -> time.map(fit -> fit.fit(read, options.wanted(read, highest), notes::add)))
                .orElse(read);
        Planned run = planRun(job, highest);
        List<Planned> baselines = planBaselines(job);
        noteUnwarmedBaselines();
        ComparisonTraining training = new ComparisonTraining(streams, notes, kind, options.resume(), run, baselines);
        if (options.dryRun()) {
            options.run().map(options::firstRun).ifPresent(begunRun -> training.requireSame(job, begunRun));
            printPlan(job, run, baselines);
            return ExitStatus.DONE;
        }
        Path folder = folder(job);
        TrainResults results = new TrainResults(streams, kind, plots);
        List<String> diverged = new ArrayList<>();
        boolean reported = options.seeds().isPresent()
                ? trainSeeds(job, training, new SeedsFolder(folder), results, diverged)
                : trainOne(job, training, folder, results);
        if (reported) {
            if (begun.isEmpty() && kind != ProgressKind.NONE) {
                time.ifPresent(fit -> streams.errWriter().println(fit.account()));
            }
            training.divergedBaselines().ifPresent(diverged::add);
        }
        if (!diverged.isEmpty()) {
            throw new BadInputException(String.join(". ", diverged));
        }
        return ExitStatus.DONE;
    }

    private void noteUnwarmedBaselines() {
        if (!options.warmsUp()) {
            return;
        }
        options.baselines().stream()
                .filter(baseline -> baseline.mayWarmUp() && !baseline.warmsUp())
                .forEach(baseline -> notes.add("the baseline " + baseline
                        + " begins at its highest rate, the run comes to its own by a warm-up: to compare like with"
                        + " like give the baseline one, too, such as warmup=1e"));
    }

    private void printPlan(TrainingJob job, Planned run, List<Planned> baselines) throws IOException {
        RunPlan plan = job.trainer(run.schedule()).plan(job.training()); // knows the network, too
        List<RunPlan> others = baselines.stream().map(Planned::plan).toList();
        int seeds = options.seeds().orElse(1);
        streams.results(out -> new PlanText(out).print(job, plan, others, seeds));
        notes.print();
    }

    /** Returns whether it came to a report. */
    private boolean trainOne(TrainingJob job, ComparisonTraining training, Path folder, TrainResults results)
            throws IOException {
        ReportFolder pages = new ReportFolder(new RunFolder(folder).report());
        Outcome outcome = training.train(job, "", folder, folder);
        if (!outcome.finished()) {
            return false;
        }
        if (!outcome.trained() && !results.wantsMore() && pages.compares(baselines(outcome.run()))) {
            results.nothingToDo(folder);
            return false;
        }
        results.print(training.report(job, outcome.run()), folder);
        return true;
    }

    /** What a report must compare with: one may have been broken off, or a baseline trained since. */
    private static List<String> baselines(Run run) {
        return RunReport.baselines(run).stream()
                .map(baseline -> baseline.manifest().schedule())
                .toList();
    }

    /**
     * The same under each seed; returns whether it came to a report.
     *
     * @param faults is told of the seeds that diverged
     */
    private boolean trainSeeds(
            TrainingJob job, ComparisonTraining training, SeedsFolder folder, TrainResults results, List<String> faults)
            throws IOException {
        List<SeedResult> measured = new ArrayList<>();
        List<String> diverged = new ArrayList<>();
        for (long seed : options.allSeeds()) {
            TrainingJob seeded = job.withSeed(seed);
            Outcome outcome;
            try {
                outcome = training.train(seeded, ", seed " + seed, folder.run(seed), folder.path());
            } catch (TrainingDivergedException e) {
                diverged.add("seed " + seed + ": " + e.getMessage());
                continue;
            }
            if (!outcome.finished()) {
                return false;
            }
            measured.add(new SeedResult(seed, folder.run(seed), training.report(seeded, outcome.run())));
        }
        if (measured.size() > 1) {
            SeedsReport report = new SeedsReport(measured);
            OutputFile.write(() -> folder.write(report));
            results.print(report, folder);
        }
        if (!diverged.isEmpty()) {
            faults.add("--seeds: " + String.join("; ", diverged)
                    + (measured.size() > 1 ? "; the report has the others" : ""));
        }
        return true;
    }

    /** The epochs that a run was planned to have which is to be gone on with. */
    private Optional<Integer> begunEpochs() {
        return options.run()
                .map(options::firstRun)
                .filter(folder -> options.resume() && Run.isIn(folder))
                .flatMap(folder -> Run.open(folder).manifest().training())
                .map(TrainingRecord::epochs);
    }

    private Planned planRun(TrainingJob job, double highest) {
        Schedule schedule = options.schedule(job, highest);
        return new Planned(
                job.architecture().name(), schedule, BadInputException.check("--epochs", () -> job.plan(schedule)));
    }

    private List<Planned> planBaselines(TrainingJob job) {
        List<ScheduleSpec> specs = options.baselines();
        List<String> names = BaselineNames.of(specs);
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            ScheduleSpec spec = specs.get(i);
            Schedule schedule = BadInputException.check("--baseline", () -> job.schedule(spec));
            RunPlan plan = BadInputException.check("--baseline", () -> job.plan(schedule));
            if (plan.cycles().size() > 1) {
                throw new BadInputException("--baseline: must be a schedule without restarts, " + spec + " has "
                        + plan.cycles().size() + " cycles in " + plan.iterations() + " iterations");
            }
            if (planned.stream().anyMatch(other -> other.schedule().equals(schedule))) {
                throw new BadInputException("--baseline: must not be given twice, was " + spec);
            }
            planned.add(new Planned(names.get(i), schedule, plan));
        }
        return planned;
    }

    private Path folder(TrainingJob job) {
        return options.run()
                .map(RunNaming::existingOrNew)
                .orElseGet(() -> new RunNaming(RUNS, Clock.system(ZoneId.systemDefault()))
                        .newFolder(options.dataName(), job.architecture().name()));
    }
}
