package org.snapshotensemble.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snapshotensemble.archive.Shown;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunPlan;

/**
 * The lines of the block that shows a run on a terminal; what counts from 0 is told from 1 here.
 *
 * @param name what the block calls the run
 * @param plan how the run goes
 * @param columns the terminal's width
 */
record BlockText(String name, RunPlan plan, int columns) {

    /** Longer lines are no easier to read. */
    private static final int WIDEST = 100;

    /** Snapshots that are told one by one; the best is one more where it is older. */
    private static final int NEWEST = 3;

    /** Seconds after which the time left is more than a guess: the first iterations also warm up. */
    private static final double SOONEST = 2;

    private static final int LABEL = 7;
    private static final int PERCENT = 6;

    /**
     * What is measured on the way.
     *
     * @param smoothedLoss a moving mean of the losses
     * @param examplesPerSecond trained on, since the run started or went on
     * @param secondsGone since then
     * @param secondsLeft until it will be done
     */
    record Figures(double smoothedLoss, double examplesPerSecond, double secondsGone, double secondsLeft) {}

    /**
     * The block.
     *
     * @param event the newest iteration
     * @param snapshots those that are durable, the oldest first
     */
    List<String> lines(IterationDone event, Figures figures, List<Snapshot> snapshots) {
        List<String> lines = new ArrayList<>();
        int done = event.iteration() + 1;
        lines.add(Shown.text(name) + ": epoch " + (event.epoch() + 1) + " of " + plan.epochs() + cycle(event)
                + ", iteration " + done + " of " + plan.iterations());
        lines.add(bar("run", done / (double) plan.iterations()));
        if (event.cycle().isPresent() && plan.schedule().cycleAt(0).length() != plan.iterations()) {
            Cycle cycle = plan.schedule().cycleAt(event.iteration());
            lines.add(bar("cycle", (done - cycle.firstIteration()) / (double) cycle.length()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s left   %s gone   rate %.3g   loss %.4f   %.0f examples/s",
                figures.secondsGone < SOONEST ? "…" : ProgressText.duration(figures.secondsLeft),
                ProgressText.duration(figures.secondsGone),
                event.learningRate(),
                figures.smoothedLoss,
                figures.examplesPerSecond));
        addSnapshots(snapshots, lines);
        return lines;
    }

    private String cycle(IterationDone event) {
        return ProgressText.cycle(plan, event, " of ").map(text -> ", " + text).orElse("");
    }

    private String bar(String label, double share) {
        int width = Math.max(1, Math.min(columns - 1, WIDEST) - LABEL - PERCENT);
        int full = (int) Math.floor(width * Math.min(1, share));
        return String.format(
                Locale.ROOT,
                "%-" + LABEL + "s%s%s %3.0f %%",
                label,
                "━".repeat(full),
                "─".repeat(width - full),
                Math.floor(100 * Math.min(1, share)));
    }

    private void addSnapshots(List<Snapshot> snapshots, List<String> lines) {
        if (snapshots.isEmpty()) {
            return;
        }
        Optional<Snapshot> best = ProgressText.best(snapshots);
        int first = Math.max(0, snapshots.size() - NEWEST);
        List<Snapshot> told = new ArrayList<>(snapshots.subList(first, snapshots.size()));
        best.filter(snapshot -> !told.contains(snapshot)).ifPresent(older -> told.add(0, older));
        int untold = snapshots.size() - told.size();
        lines.add("snapshots: " + snapshots.size() + " of " + plan.cycles().size()
                + (untold > 0 ? ", the newest" + (best.isPresent() ? " and the best" : "") : "")
                + ":");
        for (Snapshot snapshot : told) {
            boolean marked =
                    snapshots.size() > 1 && best.filter(snapshot::equals).isPresent();
            lines.add("  " + snapshot.id()
                    + snapshot.validation()
                            .map(figures -> "  " + ProgressText.figures(figures))
                            .orElse("  after iteration " + (snapshot.iteration() + 1))
                    + (marked ? "  best" : ""));
        }
    }
}
