package org.snapshotensemble.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.ReportFolder;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunFolder;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.RunPlan;
import org.snapshotensemble.train.SnapshotTrainer;

/** Trains a run and its baselines as they are planned, and measures them. */
final class ComparisonTraining {

    private final Streams streams;
    private final Notes notes;
    private final ProgressKind progressKind;
    private final boolean resume;
    private final Planned run;
    private final List<Planned> baselines;
    private final List<String> diverged = new ArrayList<>();

    /**
     * @param notes are printed as the first training starts
     * @param progressKind how the trainings are told of
     * @param resume whether a run may be there already, to be gone on with
     */
    ComparisonTraining(
            Streams streams,
            Notes notes,
            ProgressKind progressKind,
            boolean resume,
            Planned run,
            List<Planned> baselines) {
        this.streams = streams;
        this.notes = notes;
        this.progressKind = progressKind;
        this.resume = resume;
        this.run = run;
        this.baselines = List.copyOf(baselines);
    }

    /**
     * A training to come: the run's, or a baseline's.
     *
     * @param name what its progress is called, and a baseline's folder
     */
    record Planned(String name, Schedule schedule, RunPlan plan) {}

    /**
     * What became of a run.
     *
     * @param finished whether it came to its end; if not, the process is being stopped
     * @param trained whether there was something left to train
     */
    record Outcome(Run run, boolean finished, boolean trained) {

        /** This run, with what became of a baseline of it. */
        private Outcome and(Outcome baseline) {
            return new Outcome(run, finished && baseline.finished, trained || baseline.trained);
        }

        private Outcome andTrained() {
            return new Outcome(run, finished, true);
        }
    }

    /**
     * Trains the run, then the baselines, until all are done or the process is told to stop. A baseline that diverges costs
     * neither the run nor the other baselines anything; {@link #divergedBaselines} says so afterwards.
     *
     * @param where what the progress lines say behind a training's name, such as the seed; may be empty
     * @param folder the run's
     * @param named the folder that {@code --run} names to go on
     * @throws TrainingDivergedException if the run itself diverges
     */
    Outcome train(TrainingJob job, String where, Path folder, Path named) {
        requireSame(job, folder);
        Outcome outcome = train(job, run, where, folder, named);
        for (int i = 0; i < baselines.size() && outcome.finished(); i++) {
            Planned baseline = baselines.get(i);
            Path beside = outcome.run().files().baselines().resolve(baseline.name());
            try {
                outcome = outcome.and(train(job, baseline, where, beside, named));
            } catch (TrainingDivergedException e) {
                diverged.add(ScheduleSpec.describe(baseline.schedule()) + where + ": " + e.getMessage());
                outcome = outcome.andTrained();
            }
        }
        return outcome;
    }

    /** What is to be said, when all is trained and reported, of baselines that diverged. */
    Optional<String> divergedBaselines() {
        return diverged.isEmpty()
                ? Optional.empty()
                : Optional.of("--baseline: " + String.join(". ", diverged)
                        + ". What diverged is in no report; the rest is whole");
    }

    /**
     * Compares, before anything is trained, a run that is to be gone on with and its baselines with what they were begun
     * as; does nothing where none may be there.
     *
     * @param folder the run's
     * @throws RunException if one was begun otherwise
     */
    void requireSame(TrainingJob job, Path folder) {
        if (resume) {
            requireSame(job, run, folder);
            for (Planned baseline : baselines) {
                requireSame(job, baseline, new RunFolder(folder).baselines().resolve(baseline.name()));
            }
        }
    }

    private static void requireSame(TrainingJob job, Planned planned, Path folder) {
        job.trainer(planned.schedule()).saveTo(folder).resume().plan(job.training());
    }

    /** Trains a network that is made here and now, because making it also seeds the numbers of its dropout. */
    private Outcome train(TrainingJob job, Planned planned, String where, Path folder, Path named) {
        RunObserver progress = progressKind.observer(streams, planned.name() + where, job.seed());
        try (StopOnSignal signal = StopOnSignal.watch(streams.errWriter(), named)) {
            SnapshotTrainer trainer = job.trainer(planned.schedule())
                    .saveTo(folder)
                    .observe(notes)
                    .observe(progress)
                    .observe(signal)
                    .stopWhen(signal::asked);
            Run trained = (resume ? trainer.resume() : trainer).train(job.training());
            return new Outcome(trained, trained.unfinished().isEmpty(), signal.started());
        } catch (RunException e) {
            throw OutputFile.unwritable(e);
        }
    }

    /** Measures a finished run and its baselines on the test data, and writes the report into its folder. */
    EnsembleReport report(TrainingJob job, Run finished) {
        try (Ensemble ensemble = Ensemble.load(finished.folder())) {
            EnsembleReport measured = BadInputException.check(
                    "--data",
                    () -> RunReport.measure(
                            ensemble,
                            job.parts().validation().map(part -> RunReport.batches(part, finished)),
                            Optional.empty(),
                            MeasuredData.testPart(job.parts().test()),
                            RunReport.batches(job.parts().test(), finished)));
            write(measured, finished);
            return measured;
        }
    }

    private static void write(EnsembleReport measured, Run finished) {
        finished.files().requireOwnFiles();
        OutputFile.write(() -> new ReportFolder(finished.files().report()).write(measured));
    }
}
