package org.snapshotensemble.train;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.backend.Floats;
import org.snapshotensemble.checkpoint.Checkpoint;
import org.snapshotensemble.checkpoint.Position;
import org.snapshotensemble.network.CrashDumps;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunDescription;
import org.snapshotensemble.snapshot.RunRecording;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.snapshot.TrainingRecord;

/** One run under way: the loop over epochs and batches. */
final class Training {

    private static final long LOOK_AT_WEIGHTS_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * After how many iterations, again and again, subnormal momenta are set to 0. A unit that has died gets no gradient, and its
     * momenta shrink with each update until they are subnormal, where rounding keeps them for good. Trainings in which half of
     * a network had died took half as long again.
     */
    private static final int FLUSH_EVERY = 100;

    private final Network network;
    private final RunPlan plan;
    private final RunRecording recording;
    private final Observers observers;
    private final RunDescription description;
    private final Updates updates;
    private final CheckpointPace pace;
    private final BooleanSupplier stop;
    private final long startNanos = System.nanoTime();
    private long lastLookAtWeights = startNanos;
    private double secondsBefore;
    private int batchSize;
    private int workers = 1;

    Training(
            Network network,
            RunPlan plan,
            RunRecording recording,
            Observers observers,
            RunDescription description,
            Updates updates,
            OptionalInt checkpointEvery,
            BooleanSupplier stop) {
        this.network = network;
        this.plan = plan;
        this.recording = recording;
        this.observers = observers;
        this.description = description;
        this.updates = updates;
        this.pace = new CheckpointPace(checkpointEvery, startNanos);
        this.stop = stop;
    }

    /** Trains from the run's checkpoint, or from the beginning, to the end, or until it is asked to stop. */
    Run run() {
        Optional<RunEvent> end;
        double seconds;
        CrashDumps.switchOff();
        network.addListener(recording.listener());
        try {
            Position begin =
                    recording.checkpoint().map(this::restore).orElseGet(() -> new Position(0, 0, 0, network.epoch()));
            Optional<Position> stopped = trainEpochs(begin);
            seconds = elapsedSeconds();
            end = stopped.map(this::stopAt);
            if (stopped.isEmpty()) {
                recording.finish(Optional.empty(), Optional.of(record(OptionalDouble.of(seconds))));
            }
        } catch (RuntimeException | Error e) {
            giveUp(e);
            throw e;
        } finally {
            network.removeListener(recording.listener());
            updates.close();
        }
        Run run = opened(recording.folder(), network);
        observers.tell(end.orElseGet(() -> new RunEvent.RunFinished(run, seconds)));
        return run;
    }

    /** Opens the run of a network, whose own classes its snapshots may name. */
    static Run opened(Path folder, Network network) {
        return Run.open(folder).allowing(AllowedClasses.deeplearning4j().withAlsoAllOf(network.configurationJson()));
    }

    private Position restore(Checkpoint checkpoint) {
        try (checkpoint) {
            network.parameters().assign(checkpoint.parameters());
            checkpoint
                    .updaterState()
                    .ifPresent(state -> network.updaterState().orElseThrow().assign(state));
            Position position = checkpoint.position();
            network.setCounters(position.iteration(), position.networkEpoch());
            updates.restore(checkpoint.randomStates());
            secondsBefore = checkpoint.seconds();
            pace.goOnFrom(position.iteration());
            TrainingRecord begun = description.training().orElseThrow();
            batchSize = begun.batchSize();
            workers = begun.workers().orElse(1);
            recording.listener().describedBy(description);
            return position;
        }
    }

    /** Returns where it stopped, if it did. */
    private Optional<Position> trainEpochs(Position begin) {
        int used = begin.batch();
        for (int epoch = begin.epoch(); epoch < plan.epochs(); epoch++) {
            Optional<Position> stopped = trainEpoch(epoch, used);
            if (stopped.isPresent()) {
                return stopped;
            }
            used = 0;
        }
        return Optional.empty();
    }

    private Optional<Position> trainEpoch(int epoch, int used) {
        network.startEpoch();
        Optional<Position> stopped;
        try (Updates.OfEpoch all = updates.epoch(epoch, used)) {
            stopped = makeAll(all, epoch, used);
        }
        if (stopped.isPresent()) {
            return stopped;
        }
        network.endEpoch();
        requirePlanned(epoch);
        observers.tell(new RunEvent.EpochDone(epoch));
        return epoch + 1 < plan.epochs()
                ? saveOrStop(new Position(network.iteration(), epoch + 1, 0, network.epoch()))
                : Optional.empty();
    }

    private Optional<Position> makeAll(Iterator<Updates.Update> all, int epoch, int used) {
        int batch = used;
        while (all.hasNext()) {
            make(all.next(), epoch);
            batch++;
            if (batch < updates.batchesPerEpoch()) {
                Optional<Position> stopped =
                        saveOrStop(new Position(network.iteration(), epoch, batch, network.epoch()));
                if (stopped.isPresent()) {
                    return stopped;
                }
            }
        }
        return Optional.empty();
    }

    /** Between two batches: saves a checkpoint if it is time, and returns the position if this is where to stop. */
    private Optional<Position> saveOrStop(Position position) {
        if (stop.getAsBoolean()) {
            return Optional.of(position);
        }
        boolean free = pace.isSet() || !recording.isWriting();
        if (free && pace.isDue(position.iteration(), position.batch() == 0, System.nanoTime())) {
            save(position);
        }
        return Optional.empty();
    }

    private void save(Position position) {
        pace.begin(position.iteration(), System.nanoTime());
        requireFiniteWeights(position.iteration() - 1);
        Checkpoint checkpoint = new Checkpoint(
                position,
                elapsedSeconds(),
                updates.parallelism(),
                updates.randomStates(),
                network.parameters().dup(),
                network.updaterState().map(INDArray::dup));
        recording.save(checkpoint, () -> pace.end(System.nanoTime()));
    }

    /** A rectifier may take NaN for 0, so that the loss does not tell; from such a checkpoint no run could go on. */
    private void requireFiniteWeights(int iteration) {
        lastLookAtWeights = System.nanoTime();
        if (Floats.hasNonFinite(network.parameters())) {
            throw new TrainingDivergedException(
                    iteration,
                    "iteration " + iteration + ": a weight is not finite; lower the maximum rate, and see that the data"
                            + " are finite");
        }
    }

    private RunEvent stopAt(Position position) {
        save(position);
        recording.stop(Optional.of(record(OptionalDouble.empty())));
        return new RunEvent.RunStopped(recording.folder(), position.iteration());
    }

    private void make(Updates.Update update, int epoch) {
        int examples = update.examples();
        if (network.iteration() == 0) {
            batchSize = examples;
            workers = update.parts();
            requireWorkersAsBegun();
            recording.listener().describedBy(description.withTraining(record(OptionalDouble.empty())));
        }
        update.make();
        if (network.iteration() % FLUSH_EVERY == 0) {
            network.updaterState().ifPresent(Floats::flushSubnormals);
        }
        int iteration = network.iteration() - 1;
        double loss = network.loss();
        if (!Double.isFinite(loss)) {
            throw new TrainingDivergedException(
                    iteration,
                    "iteration " + iteration + ": the loss is " + loss + " at a rate of "
                            + plan.schedule().rateAt(iteration)
                            + "; lower the maximum rate, and see that the data are finite");
        }
        if (System.nanoTime() - lastLookAtWeights >= LOOK_AT_WEIGHTS_NANOS) {
            requireFiniteWeights(iteration);
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

    /** A run that begins anew keeps snapshots that were made before; no file has changed yet. */
    private void requireWorkersAsBegun() {
        OptionalInt then = description.training().map(TrainingRecord::workers).orElse(OptionalInt.empty());
        if (then.isPresent() && then.getAsInt() != workers) {
            recording.giveBack();
            throw Continuation.otherWorkers(recording.folder(), then.getAsInt(), workers);
        }
    }

    /** A source that miscounts its batches would move every trough, and lose the last. */
    private void requirePlanned(int epoch) {
        int iterations = network.iteration() - epoch * plan.iterationsPerEpoch();
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
                updates.augmentation(),
                seconds);
    }

    /** Says in the manifest why the run ended; what goes wrong on the way must not hide why. */
    private void giveUp(Throwable cause) {
        String reason = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        boolean begun = batchSize > 0;
        try {
            recording.finish(
                    Optional.of(reason), begun ? Optional.of(record(OptionalDouble.empty())) : description.training());
        } catch (RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
        observers.tell(new RunEvent.RunFailed(recording.folder(), reason));
    }

    private double elapsedSeconds() {
        return secondsBefore + (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
