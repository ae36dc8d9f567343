package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.RunFinished;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.RunPlan;

/**
 * Tells on standard error how far a run is: on a terminal in one line that is written over, elsewhere in a line every
 * few seconds; on both there is a line for each snapshot.
 */
final class ProgressLines implements RunObserver {

    private static final long TERMINAL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PLAIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Back to the line's start, and away with what is written there. */
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final OptionalInt columns;
    private final String name;
    private final LongSupplier nanoTime;
    private @Nullable RunPlan plan;
    private long startNanos;
    private long nextNanos;
    private long examples;
    private int before;

    /**
     * @param columns how wide the terminal is, where it is one
     * @param name what the lines call the run
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    ProgressLines(PrintWriter err, OptionalInt columns, String name, LongSupplier nanoTime) {
        this.err = err;
        this.columns = columns;
        this.name = name;
        this.nanoTime = nanoTime;
    }

    @Override
    public void runStarted(RunStarted event) {
        plan = event.plan();
        startNanos = nanoTime.getAsLong();
        nextNanos = startNanos + pause();
        err.println("run: " + event.folder());
        before = event.done();
        if (before > 0) {
            line("goes on after iteration " + before + " of " + event.plan().iterations());
        }
    }

    @Override
    public void iterationDone(IterationDone event) {
        examples += event.examples();
        long now = nanoTime.getAsLong();
        if (plan == null || now < nextNanos) {
            return;
        }
        nextNanos = now + pause();
        double seconds = (now - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        String text = name + ": " + ProgressText.position(plan, event, before, seconds, examples);
        if (columns.isPresent()) {
            // A line that breaks cannot be written over.
            err.print(ERASE + text.substring(0, Math.min(text.length(), columns.getAsInt() - 1)));
            err.flush();
        } else {
            err.println(text);
        }
    }

    @Override
    public void snapshotSaved(SnapshotSaved event) {
        if (plan != null) {
            line(ProgressText.snapshot(plan, event.snapshot()));
        }
    }

    @Override
    public void runFinished(RunFinished event) {
        line(String.format(Locale.ROOT, "trained in %.1f s", event.seconds()));
    }

    @Override
    public void runStopped(RunStopped event) {
        line("stopped after iteration " + event.iterations() + " of "
                + Objects.requireNonNull(plan).iterations());
    }

    @Override
    public void runFailed(RunFailed event) {
        if (columns.isPresent()) {
            err.print(ERASE);
            err.flush();
        }
    }

    private void line(String text) {
        err.println((columns.isPresent() ? ERASE : "") + name + ": " + text);
    }

    private long pause() {
        return columns.isPresent() ? TERMINAL_PAUSE_NANOS : PLAIN_PAUSE_NANOS;
    }
}
