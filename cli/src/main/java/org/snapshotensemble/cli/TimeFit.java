package org.snapshotensemble.cli;

import com.google.common.base.Throwables;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.range.FigureText;
import org.snapshotensemble.train.TimeBudget;
import org.snapshotensemble.train.TrainingPace;

/** Fits the epochs of a run and its baselines into the time that {@code --max-time} gives to the whole command. */
final class TimeFit {

    /** The share that is kept for checkpoints, the report, and a machine that is a little slower than measured. */
    private static final double RESERVE = 0.1;

    private static final double LONGEST_MEASURING = 10;
    private static final double USUAL_MEASURING = 2;
    private static final int PACE_DIGITS = 2;

    private final Duration time;
    private final LongSupplier nanoTime;
    private final long begin;

    /**
     * The time begins to run.
     *
     * @param time that the whole command has
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    TimeFit(Duration time, LongSupplier nanoTime) {
        this.time = time;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    /**
     * What is to be fitted.
     *
     * @param schedule of the run, for a job of so many epochs
     * @param fewest epochs below which no cycle is worth having
     * @param most epochs that are wanted; the greatest {@code int} for as many as there is time for
     * @param baselines beside the run
     * @param seeds under which run and baselines are trained, one after the other
     */
    record Wanted(Function<TrainingJob, Schedule> schedule, int fewest, int most, int baselines, int seeds) {}

    /**
     * Measures how fast the job trains, and returns it with the number of epochs that fit.
     *
     * @param note is told the plan
     * @throws BadInputException if not even one cycle fits; the message tells how much time is needed
     */
    TrainingJob fit(TrainingJob job, Wanted wanted, Consumer<String> note) {
        double all = time.toMillis() / 1e3;
        double measuring = Math.min(LONGEST_MEASURING, Math.max(all / 50, Math.min(USUAL_MEASURING, all / 10)));
        return fit(job, job.pace(Duration.ofMillis((long) (measuring * 1e3))), wanted, note);
    }

    /** As {@link #fit(TrainingJob, Wanted, Consumer)}, where the pace is known. */
    TrainingJob fit(TrainingJob job, TrainingPace pace, Wanted wanted, Consumer<String> note) {
        double all = time.toMillis() / 1e3;
        double gone = gone();
        TimeBudget budget =
                new TimeBudget(Math.max(0, all * (1 - RESERVE) - gone) / wanted.seeds, pace, wanted.baselines);
        OptionalInt epochs = epochs(budget, job, wanted);
        int fewest = Math.min(wanted.fewest, wanted.most);
        if (epochs.isEmpty() || epochs.getAsInt() < fewest) {
            double needed = gone + seconds(budget, job.withEpochs(fewest), wanted);
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "--max-time: %s is too short: one cycle needs %s of %d iterations at %s s each%s, with all else about"
                            + " %s",
                    TimeText.of(time),
                    fewest == 1 ? "1 epoch" : fewest + " epochs",
                    job.iterationsPerEpoch(),
                    FigureText.of(pace.secondsPerIteration(), PACE_DIGITS),
                    wanted.baselines + wanted.seeds == 1 ? "" : ", as does each baseline and seed",
                    TimeText.ofAtLeast(needed / (1 - RESERVE) + 1)));
        }
        TrainingJob fitted = job.withEpochs(epochs.getAsInt());
        note.accept(String.format(
                Locale.ROOT,
                "--max-time %s: %d epochs, about %s at %s s an iteration%s; the time before that and a tenth for the report"
                        + " and slower stretches come on top",
                TimeText.of(time),
                fitted.epochs(),
                TimeText.of(seconds(budget, fitted, wanted)),
                FigureText.of(pace.secondsPerIteration(), PACE_DIGITS),
                wanted.baselines + wanted.seeds == 1 ? "" : " for all baselines and seeds"));
        return fitted;
    }

    /** A job of too few epochs has no schedule, which the budget asks for in vain while it looks for the most that fit. */
    private static OptionalInt epochs(TimeBudget budget, TrainingJob job, Wanted wanted) {
        try {
            return budget.epochs(
                    count -> {
                        try {
                            return cyclic(job.withEpochs(count), wanted);
                        } catch (BadInputException e) {
                            throw new IllegalArgumentException(e);
                        }
                    },
                    job.iterationsPerEpoch(),
                    wanted.most);
        } catch (IllegalArgumentException e) {
            Throwables.throwIfInstanceOf(Objects.requireNonNullElse(e.getCause(), e), BadInputException.class);
            throw e;
        }
    }

    /** Tells how long all took, once it is done. */
    String account() {
        double gone = gone();
        return TimeText.of(gone) + " of --max-time " + TimeText.of(time) + " were used"
                + (gone > time.toMillis() / 1e3 ? ": the machine was slower than measured" : "");
    }

    private static double seconds(TimeBudget budget, TrainingJob job, Wanted wanted) {
        int snapshots = job.plan(wanted.schedule.apply(job)).cycles().size();
        return wanted.seeds * budget.secondsOf(job.iterations(), snapshots);
    }

    private static CyclicSchedule cyclic(TrainingJob job, Wanted wanted) {
        return job.cyclic(wanted.schedule.apply(job));
    }

    private double gone() {
        return (nanoTime.getAsLong() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
