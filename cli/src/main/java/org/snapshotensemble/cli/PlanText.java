package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.range.FigureText;
import org.snapshotensemble.train.RunPlan;

/** What {@code --dry-run} prints: how a run would go. Iterations count from 0, as in {@code run.json}. */
final class PlanText {

    /** A row of {@code history.csv}, about. */
    private static final long HISTORY_ROW_BYTES = 90;

    /** The newest and the one before, each of parameters and, as of the updater of the command's own models, momenta. */
    private static final int CHECKPOINT_ARRAYS = 2 * 2;

    private static final int RATE_DIGITS = 4;

    private final PrintWriter out;

    PlanText(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints the plan.
     *
     * @param run the run's plan
     * @param baselines the baselines' plans
     * @param seeds under which run and baselines are trained
     */
    void print(TrainingJob job, RunPlan run, List<RunPlan> baselines, int seeds) {
        long parameters = job.network(run.schedule()).numParams();
        line("data", describe(job));
        line(
                "model",
                String.format(
                        Locale.ROOT, "%s, %d parameters", job.architecture().name(), parameters));
        if (!job.augmentation().isNone()) {
            line("augmentation", job.augmentation().text());
        }
        line("schedule", ScheduleSpec.describe(run.schedule()));
        line("iterations", run.iterations() + ": " + run.epochs() + " epochs of " + run.iterationsPerEpoch());
        printCycles(run);
        baselines.forEach(this::printBaseline);
        if (seeds > 1) {
            line("seeds", seeds + ", under each of which all of it is trained");
        }
        run.warnings().forEach(warning -> line("warning", warning));
        for (RunPlan baseline : baselines) {
            String name = ScheduleSpec.describe(baseline.schedule());
            baseline.warnings().forEach(warning -> line("warning", "baseline " + name + ": " + warning));
        }
        line("disk", String.format(Locale.ROOT, "about %.1f MB", seeds * megabytes(parameters, run, baselines)));
    }

    private void printCycles(RunPlan run) {
        line("cycles", run.cycles().size() + ", a snapshot after each trough");
        for (Cycle cycle : run.cycles()) {
            line(
                    "  cycle " + (cycle.index() + 1),
                    String.format(
                            Locale.ROOT,
                            "iterations %d to %d, rate %s at %d, trough %d at rate %s",
                            cycle.firstIteration(),
                            cycle.lastIteration(),
                            rate(run, cycle.peakIteration()),
                            cycle.peakIteration(),
                            cycle.lastIteration(),
                            rate(run, cycle.lastIteration())));
        }
    }

    private void printBaseline(RunPlan plan) {
        int last = plan.iterations() - 1;
        line(
                "baseline",
                String.format(
                        Locale.ROOT,
                        "%s, rate %s at 0, %s at %d",
                        ScheduleSpec.describe(plan.schedule()),
                        rate(plan, 0),
                        rate(plan, last),
                        last));
    }

    private static String rate(RunPlan plan, long iteration) {
        return FigureText.of(plan.schedule().rateAt((int) iteration), RATE_DIGITS);
    }

    private static String describe(TrainingJob job) {
        LabelledData train = job.parts().train();
        DataDescription description = train.description();
        return String.format(
                Locale.ROOT,
                "%s, %d examples to train on, %d to validate, %d to test; %d features, %d outputs",
                description.source(),
                train.size(),
                job.parts().validation().map(LabelledData::size).orElse(0),
                job.parts().test().size(),
                description.columns().size(),
                train.outputs());
    }

    private static double megabytes(long parameters, RunPlan run, List<RunPlan> baselines) {
        return Stream.concat(Stream.of(run), baselines.stream())
                .mapToDouble(plan -> (double) (plan.cycles().size() + CHECKPOINT_ARRAYS) * parameters * Float.BYTES
                        + (double) plan.iterations() * HISTORY_ROW_BYTES)
                .map(bytes -> bytes / 1e6)
                .sum();
    }

    private void line(String name, String text) {
        out.println(String.format(Locale.ROOT, "%-12s %s", name, text));
    }
}
