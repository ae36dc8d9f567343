package org.snapshotensemble.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.TrainingRecord;

/** Measures an ensemble and the baselines that lie beside its run. */
final class RunReport {

    /** Examples in a batch at evaluation; one number everywhere, so that the same examples give the same bits. */
    static final int BATCH_SIZE = 256;

    private RunReport() {}

    /**
     * The batches that are measured, in order, scaled as the run's were: an ensemble answers in the targets' own unit, so
     * only features are. A run of a person's own training has no record of what she did to hers.
     */
    static BatchSource batches(LabelledData examples, Run run) {
        Preprocessing features = run.manifest().scaling().map(Scaling::features).orElseGet(Preprocessing::none);
        return BatchSource.inOrder(examples, Scaling.ofFeatures(features), BATCH_SIZE);
    }

    /**
     * Measures.
     *
     * @param validation the batches that temperatures are fitted to, where there are any
     * @param averaged one network whose weights are the mean of the members', where there is one
     * @param batches the batches of the data
     */
    static EnsembleReport measure(
            Ensemble ensemble,
            Optional<BatchSource> validation,
            Optional<Model> averaged,
            MeasuredData data,
            BatchSource batches) {
        List<Run> baselines = ensemble.run().baselines();
        List<Ensemble> opened = new ArrayList<>();
        Set<String> named = new HashSet<>();
        try {
            EnsembleEvaluator evaluator = EnsembleEvaluator.of(ensemble).data(data.description());
            if (validation.isPresent()) {
                evaluator = evaluator.temperaturesOn(validation.get());
            }
            for (Run baseline : measurable(baselines)) {
                Ensemble loaded = Ensemble.load(baseline.folder());
                opened.add(loaded);
                evaluator = evaluator.baseline(name(baseline, named), loaded);
            }
            if (averaged.isPresent()) {
                evaluator = evaluator.averagedWeights(averaged.get());
            }
            EnsembleReport report = evaluator.evaluate(batches);
            for (String note : notes(ensemble.run(), baselines, data)) {
                report = report.withNote(note);
            }
            return report;
        } finally {
            opened.forEach(Ensemble::close);
        }
    }

    /** Its schedule, and where another one has the same, its folder besides. */
    private static String name(Run baseline, Set<String> named) {
        String schedule = baseline.manifest().schedule();
        return named.add(schedule)
                ? schedule
                : schedule + " (" + baseline.folder().getFileName() + ")";
    }

    /** The baselines beside a run that can be measured: one that diverged or was broken off has left no snapshot. */
    static List<Run> baselines(Run run) {
        return measurable(run.baselines());
    }

    private static List<Run> measurable(List<Run> baselines) {
        return baselines.stream()
                .filter(baseline -> !baseline.snapshots().isEmpty())
                .toList();
    }

    private static List<String> notes(Run run, List<Run> baselines, MeasuredData data) {
        List<String> notes = new ArrayList<>();
        data.note().ifPresent(notes::add);
        for (Run baseline : baselines) {
            leftOut(baseline).or(() -> measuredEarly(baseline, run)).ifPresent(notes::add);
        }
        return notes;
    }

    private static Optional<String> leftOut(Run baseline) {
        return baseline.snapshots().isEmpty()
                ? Optional.of("The baseline " + baseline.manifest().schedule() + " has no figures, for "
                        + baseline.unfinished().orElse("it has no snapshot") + ".")
                : Optional.empty();
    }

    /** Of a baseline whose schedule ends before the run, or whose last cycle is cut. */
    private static Optional<String> measuredEarly(Run baseline, Run run) {
        int iterations =
                baseline.snapshots().get(baseline.snapshots().size() - 1).iteration() + 1;
        return run.manifest()
                .training()
                .map(TrainingRecord::iterations)
                .filter(all -> iterations < all)
                .map(all -> "The baseline " + baseline.manifest().schedule() + " is measured as it was after "
                        + iterations + " of " + all
                        + " iterations, where its last whole cycle ends: it had less than the run's budget.");
    }
}
