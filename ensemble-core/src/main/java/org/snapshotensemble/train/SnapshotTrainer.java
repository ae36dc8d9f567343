package org.snapshotensemble.train;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.checkpoint.Checkpoint;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;
import org.snapshotensemble.snapshot.Remains;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunDescription;
import org.snapshotensemble.snapshot.RunRecording;
import org.snapshotensemble.snapshot.TrainingDivergedException;

/**
 * Trains a network under a schedule, keeps a snapshot of each cycle in a run's folder, and hands back the run.
 *
 * <pre>{@code
 * Run run = SnapshotTrainer.of(net, schedule)
 *         .saveTo(Path.of("runs/mine"))
 *         .epochs(40)
 *         .validateOn(validation)
 *         .train(BatchSource.shuffled(features, labels, 32, seed));
 * }</pre>
 *
 * <p>The network stays the person's own; it is trained when this returns. Its updaters are put under the schedule, in its
 * configuration too, whatever they followed before; unless a {@link Dl4jSchedule} of this very schedule is there already,
 * which is then left as she arranged it. Some of its layers are replaced by faster ones that compute the same, and stay so:
 * a listener that looks at activations in training sees those of a batch norm, or of a sum, before a rectifier as the
 * rectifier leaves them. A network restored from a snapshot has Deeplearning4j's own layers again. Snapshots are written
 * while the training goes on, at most one at a time; when {@link #train} returns, all are on the disk. A schedule without
 * cycles leaves one snapshot, of the run's last iteration.
 */
public final class SnapshotTrainer {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTrainer.class);

    private final Network network;
    private final Schedule schedule;
    private final Observers observers = new Observers();
    private @Nullable Path folder;
    private int epochs = 1;
    private Optional<BatchSource> validation = Optional.empty();
    private OptionalInt workers = OptionalInt.empty();
    private OptionalInt checkpointEvery = OptionalInt.empty();
    private BooleanSupplier stop = () -> false;
    private boolean resuming;
    private RunDescription description;

    private SnapshotTrainer(Network network, Schedule schedule) {
        this.network = network;
        this.schedule = schedule;
        this.description = RunDescription.of(schedule);
    }

    /**
     * Prepares a training.
     *
     * @param network an initialized {@code MultiLayerNetwork} or {@code ComputationGraph} that has not been trained
     * @param schedule what the learning rate, and the momentum where the schedule has one, shall be
     * @throws IllegalArgumentException if the network is neither, or not initialized, or its counter is not 0
     */
    public static SnapshotTrainer of(Model network, Schedule schedule) {
        Network viewed = Network.of(network);
        requireUntrained(viewed);
        return new SnapshotTrainer(viewed, schedule);
    }

    private static void requireUntrained(Network network) {
        if (network.iteration() != 0) {
            throw new IllegalArgumentException(
                    "network must have its iteration counter at 0, where the schedule begins, was "
                            + network.iteration() + "; set it back with its configuration's setIterationCount(0)");
        }
    }

    /** Sets the run's folder, which must not hold a run, unless this goes on with it. */
    public SnapshotTrainer saveTo(Path runFolder) {
        folder = runFolder;
        return this;
    }

    /**
     * Sets the number of passes over the training data; 1 unless set.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public SnapshotTrainer epochs(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("epochs must be > 0, was " + count);
        }
        epochs = count;
        return this;
    }

    /**
     * Adds figures on validation data, the batches of the source's first epoch, to each snapshot. The data must be
     * neither the training's nor the test's; an iterator behind the source must not be the training's either, for both
     * would move it.
     */
    public SnapshotTrainer validateOn(BatchSource source) {
        validation = Optional.of(source);
        return this;
    }

    /**
     * Sets the number of threads that share the work on each batch. Unless set it is the number of cores, and fewer where
     * a thread would get little work: small networks train on one thread, and to the same bits whatever the cores.
     *
     * <p>Each computes the gradients of a part of the batch, they are added, and the network makes one update, equal to
     * that of one thread to rounding. Batch norm normalizes each part by the part's own moments, and its running ones are
     * the parts' means. The same number repeats to the bit, dropout included. A network whose loss looks at the batch as a
     * whole, or that cuts its series, is trained on one thread, and the log says so; a batch of fewer than 16 examples too.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public SnapshotTrainer workers(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("workers must be > 0, was " + count);
        }
        workers = OptionalInt.of(count);
        return this;
    }

    /**
     * Goes on with the run in the folder where it was broken off, from its newest checkpoint; starts it where there is none
     * yet, and leaves one that is finished as it is. Everything else must be set as it was when the run was started, and
     * the network must be made anew, as it was then.
     *
     * <p>On a processor of the same kind, with the same versions and threads, the run ends with the same bits as one that
     * was never broken off: parameters, history, snapshots. The log says so where that cannot be promised.
     */
    public SnapshotTrainer resume() {
        resuming = true;
        return this;
    }

    /**
     * Saves a checkpoint after every so many iterations, whatever that costs. Unless set, one is saved at the end of an
     * epoch and every 30 seconds within one, but so seldom that it takes no more than a thirtieth of the time.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public SnapshotTrainer checkpointEvery(int iterations) {
        if (iterations <= 0) {
            throw new IllegalArgumentException("iterations must be > 0, was " + iterations);
        }
        checkpointEvery = OptionalInt.of(iterations);
        return this;
    }

    /**
     * Asks between two batches whether to stop. If so, a checkpoint is saved, and {@link #train} returns a run that is not
     * {@linkplain Run#unfinished finished} and can be {@linkplain #resume gone on} with.
     */
    public SnapshotTrainer stopWhen(BooleanSupplier asked) {
        stop = asked;
        return this;
    }

    /** Adds an observer; they are told in the order in which they were added. */
    public SnapshotTrainer observe(RunObserver observer) {
        observers.add(observer);
        return this;
    }

    /** Tells the manifest by what seed the person would get the same run again; the network's own unless told. */
    public SnapshotTrainer seed(long seed) {
        description = description.withSeed(seed);
        return this;
    }

    /** Tells the manifest what the network is called. */
    public SnapshotTrainer modelName(String name) {
        description = description.withModelName(name);
        return this;
    }

    /** Tells the manifest from which model zip the network has its weights. */
    public SnapshotTrainer initialWeights(SourceRecord source) {
        description = description.withInitialWeights(source);
        return this;
    }

    /**
     * Tells the manifest what is done to raw examples, and nothing else of the data, so that {@code Ensemble.preprocess}
     * can do it again. The batches come to this trainer scaled already, those to validate on too; where targets are
     * scaled, validation figures and the predictions of the ensemble are in the targets' own unit.
     *
     * <pre>{@code
     * Preprocessing scaling = Preprocessing.fit(Preprocessing.Kind.STANDARDIZE, raw);
     * trainer.scaling(Scaling.ofFeatures(scaling)).train(BatchSource.shuffled(scaling.apply(raw), labels, 32, seed));
     * }</pre>
     */
    public SnapshotTrainer scaling(Scaling scaling) {
        description = description.withScaling(scaling);
        return this;
    }

    /** Tells the manifest what the data are, and what is done to them, as {@link #scaling} does. */
    public SnapshotTrainer data(DataRecord record) {
        description = description.withData(record);
        return this;
    }

    /**
     * Returns how the run would go, without training.
     *
     * @throws IllegalArgumentException if no cycle of the schedule ends within the run
     * @throws org.snapshotensemble.snapshot.RunException if a run is to be gone on with that was begun otherwise
     */
    public RunPlan plan(BatchSource source) {
        RunPlan plan = planned(IterationCount.perEpoch(network, source));
        continuation(plan, BatchForm.of(source));
        return plan;
    }

    private RunPlan planned(int iterationsPerEpoch) {
        RunPlan plan = RunPlan.of(cyclic(iterationsPerEpoch), epochs, iterationsPerEpoch);
        return plan.warning(DecayWarnings.of(network.configurationJson(), plan));
    }

    private Optional<Continuation> continuation(RunPlan plan, BatchForm batches) {
        Path runFolder = folder;
        if (!resuming || runFolder == null || !Run.isIn(runFolder)) {
            return Optional.empty();
        }
        followSchedule();
        return Optional.of(Continuation.of(Training.opened(runFolder, network), description, plan, batches, network));
    }

    /**
     * Trains. Where the source {@linkplain BatchSource#aheadOfTraining may}, another thread makes the next few batches
     * meanwhile; it ends with the training.
     *
     * @return the run: finished, or broken off by {@link #stopWhen}
     * @throws IllegalStateException if no folder is set, or an epoch has another number of batches than the first
     * @throws IllegalArgumentException if no cycle of the schedule ends within the run, the network has been trained
     *     meanwhile, the source is also the one to validate on, or the recorded data cannot be the network's
     * @throws org.snapshotensemble.snapshot.RunException if the folder holds a run, one to be gone on with was begun otherwise,
     *     or something cannot be saved
     * @throws TrainingDivergedException if the loss or a weight is not finite; the snapshots up to then are kept
     */
    public Run train(BatchSource source) {
        Path runFolder = requireReady();
        if (validation.filter(chosen -> chosen == source).isPresent()) {
            throw new IllegalArgumentException("source must be another than the one to validate on, was the same");
        }
        if (!source.repeatable()) {
            LOG.warn(
                    "nobody says that the iterator gives the same batches again after a reset: broken off, this run can be"
                            + " gone on with, but not to the same bits; BatchSource.ofRepeatable says it");
        }
        return train(
                runFolder,
                planned(IterationCount.perEpoch(network, source)),
                BatchForm.of(source),
                workers,
                from -> new LocalUpdates(source, new Replicas(network, parallelism(from))));
    }

    private Parallelism parallelism(Optional<Checkpoint> from) {
        return from.map(Checkpoint::parallelism).orElseGet(() -> WorkerChoice.of(network, workers));
    }

    /**
     * Trains on batches whose gradients are computed elsewhere; all else is as in {@link #train(BatchSource)}. The number of
     * {@linkplain #workers workers} is that of the source's parts.
     *
     * @throws IllegalStateException if no folder is set, or a number of workers is
     * @throws IllegalArgumentException if no cycle of the schedule ends within the run, the network has been trained
     *     meanwhile, its gradients cannot be computed part by part, or the source refuses it
     * @throws org.snapshotensemble.snapshot.RunException as {@link #train(BatchSource)}
     * @throws TrainingDivergedException as {@link #train(BatchSource)}
     */
    public Run train(GradientSource source) {
        if (workers.isPresent()) {
            throw new IllegalStateException("workers must not be set where a source computes the gradients: it has "
                    + source.parts() + " parts");
        }
        Path runFolder = requireReady();
        RunPlan plan = planned(source.batchesPerEpoch());
        try (RemoteUpdates updates = new RemoteUpdates(network, source)) {
            return train(runFolder, plan, BatchForm.of(source), OptionalInt.of(source.parts()), from -> updates);
        }
    }

    private Path requireReady() {
        Path runFolder = folder;
        if (runFolder == null) {
            throw new IllegalStateException("no folder is set: call saveTo first");
        }
        requireUntrained(network);
        return runFolder;
    }

    /**
     * @param parts into which batches are cut, where it is said
     * @param updates makes them, of the checkpoint that is gone on from
     */
    private Run train(
            Path runFolder,
            RunPlan plan,
            BatchForm batches,
            OptionalInt parts,
            Function<Optional<Checkpoint>, Updates> updates) {
        followSchedule();
        network.accelerate();
        Optional<Continuation> begun = continuation(plan, batches);
        if (begun.isPresent()) {
            Continuation continuation = begun.get();
            return continuation.isFinished()
                    ? continuation.begun()
                    : train(plan, continuation.takeOver(parts), continuation.description(), updates);
        }
        if (resuming) {
            Remains.deleteBeginning(runFolder);
        }
        plan.warnings().forEach(warning -> LOG.warn("{}", warning));
        return train(plan, RunRecording.begin(runFolder, plan.schedule()), description, updates);
    }

    private Run train(
            RunPlan plan,
            RunRecording recording,
            RunDescription described,
            Function<Optional<Checkpoint>, Updates> updates) {
        recording.listener().onSaved(snapshot -> observers.tell(new RunEvent.SnapshotSaved(snapshot)));
        validation.ifPresent(recording.listener()::validateOn);
        Optional<Checkpoint> from = recording.checkpoint();
        Updates made;
        try {
            made = updates.apply(from);
        } catch (RuntimeException | Error e) {
            recording.giveBack();
            throw e;
        }
        int done = from.map(checkpoint -> checkpoint.position().iteration()).orElse(0);
        observers.tell(new RunEvent.RunStarted(recording.folder(), plan, done));
        return new Training(network, plan, recording, observers, described, made, checkpointEvery, stop).run();
    }

    private CyclicSchedule cyclic(int iterationsPerEpoch) {
        return schedule instanceof CyclicSchedule cyclic
                ? cyclic
                : Schedules.singleCycle(schedule, RunPlan.iterations(epochs, iterationsPerEpoch));
    }

    private void followSchedule() {
        if (!ConfiguredSchedule.isIn(network.configurationJson(), schedule)) {
            network.follow(
                    Dl4jSchedule.of(schedule),
                    schedule.momentumAt(0).isPresent()
                            ? Optional.of(Dl4jSchedule.momentumOf(schedule))
                            : Optional.empty());
        }
    }
}
