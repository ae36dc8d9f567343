package org.snapshotensemble.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.train.RunEvent.EpochDone;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.RunFinished;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunObserver;

/**
 * Tells of a run as JSON, an object an event, for programs: iterations, epochs and cycles count from 0, and names are those
 * of {@code run.json}.
 */
final class ProgressEvents implements RunObserver {

    private final EventLines out;
    private final String name;
    private final long seed;
    private final LongSupplier nanoTime;
    private @Nullable Path folder;
    private @Nullable IterationDone last;
    private long startNanos;
    private long nextNanos;
    private long examples;
    private int before;
    private int iterations;
    private double epochLoss;
    private int epochIterations;

    /**
     * @param name what the events call the training
     * @param seed of the training
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    ProgressEvents(EventLines out, String name, long seed, LongSupplier nanoTime) {
        this.out = out;
        this.name = name;
        this.seed = seed;
        this.nanoTime = nanoTime;
    }

    @Override
    public void runStarted(RunStarted event) {
        folder = event.folder();
        before = event.done();
        iterations = event.plan().iterations();
        startNanos = nanoTime.getAsLong();
        nextNanos = startNanos + ProgressLines.pause(0);
        ObjectNode node = node();
        node.put("schedule", ScheduleSpec.describe(event.plan().schedule()));
        node.put("seed", seed);
        node.put("epochs", event.plan().epochs());
        node.put("iterationsPerEpoch", event.plan().iterationsPerEpoch());
        node.put("iterations", iterations);
        node.put("cycles", event.plan().cycles().size());
        node.put("iterationsDone", before);
        out.print("run_started", node);
    }

    @Override
    public void iterationDone(IterationDone event) {
        last = event;
        examples += event.examples();
        epochLoss += event.loss();
        epochIterations++;
        long now = nanoTime.getAsLong();
        if (now >= nextNanos) {
            nextNanos = now + ProgressLines.pause(now - startNanos);
            ObjectNode node = position(event);
            node.put("loss", event.loss());
            addPace(node, now, event.iteration() + 1);
            out.print("progress", node);
        }
    }

    @Override
    public void epochDone(EpochDone event) {
        if (last != null) {
            ObjectNode node = position(last);
            node.put("meanLoss", epochLoss / epochIterations);
            addPace(node, nanoTime.getAsLong(), last.iteration() + 1);
            out.print("epoch", node);
        }
        epochLoss = 0;
        epochIterations = 0;
    }

    @Override
    public void snapshotSaved(SnapshotSaved event) {
        Snapshot snapshot = event.snapshot();
        ObjectNode node = node();
        node.put("id", snapshot.id());
        node.put("cycle", snapshot.cycle());
        node.put("iteration", snapshot.iteration());
        node.put("epoch", snapshot.epoch());
        node.put("learningRate", snapshot.learningRate());
        node.put("file", snapshot.file());
        node.put("sha256", snapshot.sha256());
        node.put("bytes", snapshot.bytes());
        snapshot.validation().ifPresent(figures -> node.set("validation", validation(figures)));
        out.print("snapshot", node);
    }

    @Override
    public void runFinished(RunFinished event) {
        ObjectNode node = node();
        node.put("seconds", event.seconds());
        node.put("snapshots", event.run().snapshots().size());
        out.print("run_finished", node);
    }

    @Override
    public void runStopped(RunStopped event) {
        out.print("run_stopped", node().put("iterationsDone", event.iterations()));
    }

    @Override
    public void runFailed(RunFailed event) {
        out.print("run_failed", node().put("reason", event.reason()));
    }

    private static ObjectNode validation(ValidationFigures figures) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (figures instanceof ValidationFigures.OfClassification classification) {
            return node.put("accuracy", classification.accuracy()).put("logLoss", classification.logLoss());
        }
        return node.put("meanSquaredError", ((ValidationFigures.OfRegression) figures).meanSquaredError());
    }

    private ObjectNode position(IterationDone event) {
        ObjectNode node = node();
        node.put("iteration", event.iteration());
        node.put("epoch", event.epoch());
        event.cycle().ifPresent(cycle -> node.put("cycle", cycle));
        node.put("learningRate", event.learningRate());
        return node;
    }

    private void addPace(ObjectNode node, long now, int done) {
        double seconds = (now - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        node.put("examplesPerSecond", seconds > 0 ? examples / seconds : 0);
        node.put("secondsLeft", seconds / (done - before) * (iterations - done));
    }

    private ObjectNode node() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("training", name);
        if (folder != null) {
            node.put("run", folder.toString());
        }
        return node;
    }
}
