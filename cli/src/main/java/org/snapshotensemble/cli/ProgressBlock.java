package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.RunFinished;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunObserver;

/** Shows on a terminal how far a run is, in a block of lines that is drawn over; at the end one line of it stays. */
final class ProgressBlock implements RunObserver {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Of the mean loss, how much stays at each iteration. */
    private static final double LOSS_WEIGHT = 0.98;

    private final LiveBlock block;
    private final PrintWriter err;
    private final String name;
    private final LongSupplier nanoTime;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private @Nullable BlockText text;
    private long startNanos;
    private long nextNanos;
    private long examples;
    private int before;
    private int iterations;
    private double lossSum;
    private double lossShare;

    /**
     * @param block where it is shown
     * @param name what the lines call the run
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    ProgressBlock(LiveBlock block, String name, LongSupplier nanoTime) {
        this.block = block;
        this.err = Streams.writer(block);
        this.name = name;
        this.nanoTime = nanoTime;
    }

    @Override
    public void runStarted(RunStarted event) {
        text = new BlockText(name, event.plan(), block.columns());
        startNanos = nanoTime.getAsLong();
        nextNanos = startNanos + PAUSE_NANOS;
        before = event.done();
        iterations = event.plan().iterations();
        err.println("run: " + event.folder());
        if (before > 0) {
            addSnapshotsBefore(event.folder());
            err.println(name + ": " + ProgressText.goesOn(before, iterations));
        }
    }

    /** Nobody tells again of what was saved before the run was broken off. */
    private void addSnapshotsBefore(Path run) {
        if (Run.isIn(run)) {
            Run.open(run).snapshots().stream()
                    .filter(snapshot -> snapshot.iteration() < before)
                    .forEach(snapshots::add);
        }
    }

    @Override
    public void iterationDone(IterationDone event) {
        examples += event.examples();
        // As Adam corrects its means: the zero it begins from does not pull the first ones down.
        lossSum = LOSS_WEIGHT * lossSum + (1 - LOSS_WEIGHT) * event.loss();
        lossShare = LOSS_WEIGHT * lossShare + 1 - LOSS_WEIGHT;
        long now = nanoTime.getAsLong();
        if (text == null || now < nextNanos) {
            return;
        }
        nextNanos = now + PAUSE_NANOS;
        double seconds = (now - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        int done = event.iteration() + 1;
        block.show(text.lines(
                event,
                new BlockText.Figures(
                        lossSum / lossShare,
                        seconds > 0 ? examples / seconds : 0,
                        seconds,
                        seconds / (done - before) * (iterations - done)),
                snapshots));
    }

    @Override
    public void snapshotSaved(SnapshotSaved event) {
        snapshots.add(event.snapshot());
    }

    @Override
    public void runFinished(RunFinished event) {
        block.clear();
        err.println(name + ": " + ProgressText.trained(event.seconds()) + ", "
                + ProgressText.kept(event.run().snapshots()));
    }

    @Override
    public void runStopped(RunStopped event) {
        block.clear();
        err.println(name + ": " + ProgressText.stopped(event.iterations(), iterations)
                + (snapshots.isEmpty() ? "" : ", " + ProgressText.kept(snapshots)));
    }

    @Override
    public void runFailed(RunFailed event) {
        block.clear();
    }
}
