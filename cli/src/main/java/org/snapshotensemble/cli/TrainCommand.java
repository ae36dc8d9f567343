package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.ReportFolder;
import org.snapshotensemble.evaluation.render.TextRenderer;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunFolder;
import org.snapshotensemble.train.RunPlan;
import org.snapshotensemble.train.SnapshotTrainer;
import org.snapshotensemble.validation.Temperature;
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

    TrainCommand(Streams streams) {
        this.streams = streams;
        this.notes = new Notes(streams);
    }

    /** A training to come: the run's, or a baseline's. */
    private record Planned(String name, Schedule schedule, RunPlan plan) {}

    @Override
    public Integer call() throws IOException {
        if (!options.resume()) {
            options.run().ifPresent(RunNaming::requireNoRun);
        }
        TrainingJob job = options.job(notes::add);
        Planned run = planRun(job);
        List<Planned> baselines = planBaselines(job);
        if (options.resume()) {
            options.run().ifPresent(folder -> requireSame(job, folder, run, baselines));
        }
        if (options.dryRun()) {
            RunPlan plan = job.trainer(run.schedule()).plan(job.training()); // knows the network, too
            List<RunPlan> others = baselines.stream().map(Planned::plan).toList();
            streams.results(out -> new PlanText(out).print(job, plan, others));
            notes.print();
            return ExitStatus.DONE;
        }
        Path folder = folder(job);
        Outcome outcome = train(job, run, folder, folder);
        for (int i = 0; i < baselines.size() && outcome.finished(); i++) {
            Path beside =
                    outcome.run().files().baselines().resolve(baselines.get(i).name());
            outcome = outcome.and(train(job, baselines.get(i), beside, folder));
        }
        if (outcome.finished()) {
            if (!outcome.trained() && isReported(outcome.run())) {
                streams.errWriter().println(folder + " is finished: there is nothing to do");
            } else {
                report(job, outcome.run());
            }
        }
        return ExitStatus.DONE;
    }

    /**
     * What became of a run.
     *
     * @param finished whether it came to its end; if not, the process is being stopped
     * @param trained whether there was something left to train
     */
    private record Outcome(Run run, boolean finished, boolean trained) {

        /** This run, with what became of a baseline of it. */
        Outcome and(Outcome baseline) {
            return new Outcome(run, finished && baseline.finished, trained || baseline.trained);
        }
    }

    /** Refuses, before anything is trained, to go on with a run or a baseline that was begun otherwise. */
    private static void requireSame(TrainingJob job, Path folder, Planned run, List<Planned> baselines) {
        requireSame(job, folder, run);
        for (Planned baseline : baselines) {
            requireSame(job, new RunFolder(folder).baselines().resolve(baseline.name()), baseline);
        }
    }

    private static void requireSame(TrainingJob job, Path folder, Planned planned) {
        job.trainer(planned.schedule()).saveTo(folder).resume().plan(job.training());
    }

    /** Whether the report is there, and knows all baselines: it may have been broken off, or one trained since. */
    private static boolean isReported(Run run) {
        List<String> baselines = run.baselines().stream()
                .map(baseline -> baseline.manifest().schedule())
                .toList();
        return new ReportFolder(run.files().report()).compares(baselines);
    }

    private Planned planRun(TrainingJob job) {
        Schedule schedule = options.schedule(job, notes::add);
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

    /**
     * Trains a network that is made here and now, because making it also seeds the numbers of its dropout.
     *
     * @param folder where it is trained
     * @param run the folder that {@code --run} names to go on, of a baseline its run's
     */
    private Outcome train(TrainingJob job, Planned planned, Path folder, Path run) {
        ProgressLines progress =
                new ProgressLines(streams.errWriter(), streams.columns(), planned.name(), System::nanoTime);
        try (StopOnSignal signal = StopOnSignal.watch(streams.errWriter(), run)) {
            SnapshotTrainer trainer = job.trainer(planned.schedule())
                    .saveTo(folder)
                    .observe(notes)
                    .observe(progress)
                    .observe(signal)
                    .stopWhen(signal::asked);
            Run trained = (options.resume() ? trainer.resume() : trainer).train(job.training());
            return new Outcome(trained, trained.unfinished().isEmpty(), signal.started());
        } catch (RunException e) {
            if (e.getCause() instanceof IOException) {
                throw new CommandFailedException(e.getMessage(), e);
            }
            throw e;
        }
    }

    private void report(TrainingJob job, Run run) throws IOException {
        try (Ensemble ensemble = Ensemble.load(run.folder())) {
            EnsembleReport measured = BadInputException.check(
                    "--data",
                    () -> RunReport.measure(
                            ensemble,
                            temperature(ensemble, job),
                            MeasuredData.testPart(job.parts().test()),
                            RunReport.batches(job.parts().test(), run)));
            ReportFolder folder = new ReportFolder(run.files().report());
            write(measured, run, folder);
            streams.results(out -> {
                new TextRenderer().render(measured, out);
                out.println();
                out.println("Run:    " + run.folder());
                out.println("Report: " + folder.page());
            });
        }
    }

    private static void write(EnsembleReport measured, Run run, ReportFolder folder) {
        run.files().requireOwnFiles();
        try {
            folder.write(measured);
        } catch (RunException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }

    private static Optional<Temperature> temperature(Ensemble ensemble, TrainingJob job) {
        return job.parts()
                .validation()
                .filter(part -> ensemble.outputKind(0).isClassification())
                .map(part -> ValidationPart.temperature(ensemble, part));
    }
}
