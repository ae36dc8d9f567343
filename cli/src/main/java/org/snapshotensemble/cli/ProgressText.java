package org.snapshotensemble.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunPlan;

/** The words in which progress is told: epochs, cycles and iterations count from 1 here, because a person reads them. */
final class ProgressText {

    private ProgressText() {}

    /**
     * Where a run is.
     *
     * @param before the iterations that were done when it started, where it goes on
     * @param seconds since it started
     * @param examples trained on since then
     */
    static String position(RunPlan plan, IterationDone event, int before, double seconds, long examples) {
        int done = event.iteration() + 1;
        String cycle = cycle(plan, event, "/").map(text -> text + ", ").orElse("");
        return String.format(
                Locale.ROOT,
                "epoch %d/%d, %siteration %d/%d, rate %.3g, loss %.4f, %.0f examples/s, %s left",
                event.epoch() + 1,
                plan.epochs(),
                cycle,
                done,
                plan.iterations(),
                event.learningRate(),
                event.loss(),
                seconds > 0 ? examples / seconds : 0,
                duration(seconds / (done - before) * (plan.iterations() - done)));
    }

    /**
     * Which cycle an iteration belongs to.
     *
     * @param of what stands before the number of cycles
     */
    static Optional<String> cycle(RunPlan plan, IterationDone event, String of) {
        if (event.cycle().isEmpty()) {
            return Optional.empty();
        }
        int number = event.cycle().getAsInt() + 1;
        int cycles = plan.cycles().size();
        // The run may cut a last one, which then leaves no snapshot.
        return Optional.of("cycle " + number + (number <= cycles ? of + cycles : ""));
    }

    /** A snapshot that has been saved. */
    static String snapshot(RunPlan plan, Snapshot snapshot) {
        return String.format(
                Locale.ROOT,
                "snapshot %d of %d after iteration %d%s",
                snapshot.cycle() + 1,
                plan.cycles().size(),
                snapshot.iteration() + 1,
                snapshot.validation().map(figures -> ": " + figures(figures)).orElse(""));
    }

    /** A run that is gone on with. */
    static String goesOn(int before, int iterations) {
        return "goes on after iteration " + before + " of " + iterations;
    }

    /** A run that is stopped on its way. */
    static String stopped(int done, int iterations) {
        return "stopped after iteration " + done + " of " + iterations;
    }

    /** A run that is finished. */
    static String trained(double seconds) {
        return String.format(Locale.ROOT, "trained in %.1f s", seconds);
    }

    /** What snapshots a run left, and which of them is the best. */
    static String kept(List<Snapshot> snapshots) {
        String count = snapshots.size() == 1 ? "1 snapshot" : snapshots.size() + " snapshots";
        Optional<Snapshot> best = best(snapshots);
        if (best.isEmpty()) {
            return count;
        }
        String name = snapshots.size() == 1 ? "" : ", the best " + best.get().id();
        return count + name + ": "
                + best.get().validation().map(ProgressText::figures).orElseThrow();
    }

    /** The first of those that none is better than on validation data, where there are figures. */
    static Optional<Snapshot> best(List<Snapshot> snapshots) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.validation().isPresent())
                .reduce((best, next) -> next.validation()
                                .orElseThrow()
                                .betterThan(best.validation().orElseThrow())
                        ? next
                        : best);
    }

    /** What a snapshot reached on validation data. */
    static String figures(ValidationFigures figures) {
        if (figures instanceof ValidationFigures.OfClassification classification) {
            return String.format(
                    Locale.ROOT,
                    "validation accuracy %.2f %%, log loss %.4f",
                    100 * classification.accuracy(),
                    classification.logLoss());
        }
        ValidationFigures.OfRegression regression = (ValidationFigures.OfRegression) figures;
        return String.format(Locale.ROOT, "validation squared error %.4g", regression.meanSquaredError());
    }

    /** A duration as {@code m:ss}, or {@code h:mm:ss} from an hour on. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60);
    }
}
