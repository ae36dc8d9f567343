package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFinished;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.RunPlan;

/**
 * Tells on standard error how far a run is, as a log: a line every few seconds, the rarer the longer it takes, and one for
 * each snapshot, each with the local time.
 */
final class ProgressLines implements RunObserver {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** A day of training is some hundred lines, not 17,000. */
    private static final int LINES_OF_THE_TIME_GONE = 100;

    private final PrintWriter err;
    private final String name;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private @Nullable RunPlan plan;
    private long startNanos;
    private long nextNanos;
    private long examples;
    private int before;
    private int iterations;

    /**
     * @param name what the lines call the run
     * @param nanoTime a clock as {@link System#nanoTime()}
     * @param clock for the time in front of the lines
     */
    ProgressLines(PrintWriter err, String name, LongSupplier nanoTime, Clock clock) {
        this.err = err;
        this.name = name;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    @Override
    public void runStarted(RunStarted event) {
        plan = event.plan();
        iterations = plan.iterations();
        startNanos = nanoTime.getAsLong();
        nextNanos = startNanos + PAUSE_NANOS;
        err.println("run: " + event.folder());
        before = event.done();
        if (before > 0) {
            line(ProgressText.goesOn(before, iterations));
        }
    }

    @Override
    public void iterationDone(IterationDone event) {
        examples += event.examples();
        long now = nanoTime.getAsLong();
        if (plan == null || now < nextNanos) {
            return;
        }
        nextNanos = now + pause(now - startNanos);
        double seconds = (now - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        line(ProgressText.position(plan, event, before, seconds, examples));
    }

    @Override
    public void snapshotSaved(SnapshotSaved event) {
        if (plan != null) {
            line(ProgressText.snapshot(plan, event.snapshot()));
        }
    }

    @Override
    public void runFinished(RunFinished event) {
        line(ProgressText.trained(event.seconds()));
    }

    @Override
    public void runStopped(RunStopped event) {
        line(ProgressText.stopped(event.iterations(), iterations));
    }

    private void line(String text) {
        err.println(LocalDateTime.now(clock).format(TIME) + " " + name + ": " + text);
    }

    /** The pause before the next line, when so much time has gone. */
    static long pause(long goneNanos) {
        return Math.max(PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, goneNanos / LINES_OF_THE_TIME_GONE));
    }
}
