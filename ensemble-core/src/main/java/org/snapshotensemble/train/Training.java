package org.snapshotensemble.train;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunDescription;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.snapshot.TrainingRecord;

/** One run under way: the loop over epochs and batches. */
final class Training {

    private final Network network;
    private final RunPlan plan;
    private final BatchSource source;
    private final SnapshotListener listener;
    private final Observers observers;
    private final Path folder;
    private final RunDescription description;
    private final Replicas replicas;
    private final long startNanos = System.nanoTime();
    private int batchSize;
    private int workers = 1;

    Training(
            Network network,
            RunPlan plan,
            BatchSource source,
            SnapshotListener listener,
            Observers observers,
            Path folder,
            RunDescription description,
            Replicas replicas) {
        this.network = network;
        this.plan = plan;
        this.source = source;
        this.listener = listener;
        this.observers = observers;
        this.folder = folder;
        this.description = description;
        this.replicas = replicas;
    }

    Run run() {
        double seconds;
        network.addListener(listener);
        try {
            for (int epoch = 0; epoch < plan.epochs(); epoch++) {
                trainEpoch(epoch);
            }
            seconds = elapsedSeconds();
            listener.finish(Optional.empty(), Optional.of(record(OptionalDouble.of(seconds))));
        } catch (RuntimeException | Error e) {
            giveUp(e);
            throw e;
        } finally {
            network.removeListener(listener);
            replicas.close();
        }
        Run run = Run.open(folder);
        observers.tell(new RunEvent.RunFinished(run, seconds));
        return run;
    }

    private void trainEpoch(int epoch) {
        int before = network.iteration();
        network.startEpoch();
        if (source.aheadOfTraining()) {
            try (BatchesAhead batches = new BatchesAhead(() -> source.epoch(epoch))) {
                trainAll(batches, epoch);
            }
        } else {
            trainAll(source.epoch(epoch), epoch);
        }
        network.endEpoch();
        requirePlanned(epoch, network.iteration() - before);
        observers.tell(new RunEvent.EpochDone(epoch));
    }

    private void trainAll(Iterator<MultiDataSet> batches, int epoch) {
        while (batches.hasNext()) {
            trainBatch(batches.next(), epoch);
        }
    }

    private void trainBatch(MultiDataSet batch, int epoch) {
        int examples = BatchParts.examples(batch);
        if (network.iteration() == 0) {
            batchSize = examples;
            workers = replicas.parts(batch);
            listener.describedBy(description.withTraining(record(OptionalDouble.empty())));
        }
        replicas.fit(batch);
        int iteration = network.iteration() - 1;
        double loss = network.loss();
        if (!Double.isFinite(loss)) {
            throw new TrainingDivergedException(
                    iteration,
                    "iteration " + iteration + ": the loss is " + loss + " at a rate of "
                            + plan.schedule().rateAt(iteration)
                            + "; lower the maximum rate, and see that the data are finite");
        }
        Cycle cycle = plan.schedule().cycleAt(iteration);
        observers.tell(new RunEvent.IterationDone(
                iteration,
                epoch,
                cycle.contains(iteration) ? OptionalInt.of(cycle.index()) : OptionalInt.empty(),
                plan.schedule().rateAt(iteration),
                loss,
                examples));
    }

    /** A source that miscounts its batches would move every trough, and lose the last. */
    private void requirePlanned(int epoch, int iterations) {
        if (iterations != plan.iterationsPerEpoch()) {
            throw new IllegalStateException("epoch " + epoch + " had " + iterations + " iterations, the plan has "
                    + plan.iterationsPerEpoch() + ": every epoch must have the same number of batches");
        }
    }

    private TrainingRecord record(OptionalDouble seconds) {
        return new TrainingRecord(
                plan.epochs(),
                batchSize,
                plan.iterationsPerEpoch(),
                plan.iterations(),
                OptionalInt.of(workers),
                seconds);
    }

    /** Says in the manifest why the run ended; what goes wrong on the way must not hide why. */
    private void giveUp(Throwable cause) {
        String reason = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        try {
            listener.finish(Optional.of(reason), Optional.of(record(OptionalDouble.empty())));
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
        observers.tell(new RunEvent.RunFailed(folder, reason));
    }

    private double elapsedSeconds() {
        return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
