package org.snapshotensemble.snapshot;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.event.CycleEvent;
import org.snapshotensemble.schedule.event.CycleTracker;
import org.snapshotensemble.schedule.event.CycleTrough;

/**
 * Catches the troughs of a schedule in any Deeplearning4j training and keeps the weights in a run's folder.
 *
 * <pre>{@code
 * net.addListeners(SnapshotListener.saveTo(Path.of("runs/mine"), schedule));
 * net.fit(trainIterator, epochs);
 * }</pre>
 *
 * <p>A snapshot holds the weights as they are after the trough's update and its constraints. It is on the disk, and in
 * the manifest, when the listener returns from the trough's iteration, so that the folder can be read right after
 * {@code fit}; unless it {@linkplain #writeBehind() writes behind} the training. A snapshot that cannot be saved stops the
 * training with a {@link RunException} that names the file; weights, or answers to the validation data, that are not finite,
 * with a {@link TrainingDivergedException}.
 * Training with this listener is, to the bit, training without it. The last trough of a schedule with a total ends the run; under
 * one without, {@link #finish()} does.
 *
 * <p>An interrupt of the training's thread stops the training at the next row of the history, with a {@link RunException}
 * and the interrupt kept.
 *
 * <p>What looks like a mistake is warned of once, in the log: a network whose updaters do not follow the schedule, a
 * training that goes past the schedule's total, a listener that joins late, validation on the iterator that trains, a
 * network that has died: it gives all validation examples the same output although their labels differ.
 *
 * <p>One listener belongs to one network and one training. By itself it does not resume a broken run.
 */
public final class SnapshotListener extends BaseTrainingListener {

    private static final Duration ROWS_KEPT_BACK = Duration.ofSeconds(1);

    private final CyclicSchedule schedule;
    private final CycleTracker tracker;
    private final SnapshotStore store;
    private final StoreWriting writing;
    private final TrainingWarnings warnings;
    private RunDescription description;
    private Optional<ValidationScorer> validation = Optional.empty();
    private BooleanSupplier validationInUse = () -> false;
    private boolean exclusive;
    private @Nullable Network network;

    SnapshotListener(SnapshotStore store, CyclicSchedule schedule) {
        this.store = store;
        this.writing = new StoreWriting(store);
        this.schedule = schedule;
        this.tracker = new CycleTracker(schedule);
        this.warnings = new TrainingWarnings(schedule);
        this.description = RunDescription.of(schedule);
    }

    /**
     * Keeps a snapshot at each trough of a schedule.
     *
     * @param folder the run's folder; it is made, with its parents, where it is not there
     * @param schedule the schedule that the network's updater follows
     * @throws RunException if the folder holds a run already, or a file that the run would overwrite, or cannot be written
     */
    public static SnapshotListener saveTo(Path folder, CyclicSchedule schedule) {
        return new SnapshotListener(SnapshotStore.create(folder), schedule);
    }

    /**
     * Adds figures on validation data to each snapshot. The data must be neither the training's nor the test's, and the
     * iterator not the one that the network is fitted with: it is reset and run through now, to count its batches, and at each
     * trough. There the training stops with an {@link IllegalStateException} if it has another number of batches then, and with
     * an {@link IllegalArgumentException} if its labels are not what the first output predicts.
     *
     * @return this listener
     * @throws IllegalArgumentException if the iterator cannot be reset, or has no batch
     */
    public SnapshotListener validateOn(DataSetIterator iterator) {
        validationInUse = iterator::hasNext;
        return validateOn(BatchSource.of(iterator));
    }

    /** As {@link #validateOn(DataSetIterator)}, for networks of several inputs or outputs; the first output counts. */
    public SnapshotListener validateOn(MultiDataSetIterator iterator) {
        validationInUse = iterator::hasNext;
        return validateOn(BatchSource.of(iterator));
    }

    /** As {@link #validateOn(DataSetIterator)}, on the batches of the source's first epoch. */
    public SnapshotListener validateOn(BatchSource source) {
        Supplier<Iterator<MultiDataSet>> batches = () -> source.epoch(0);
        validation = Optional.of(new ValidationScorer(batches));
        return this;
    }

    /** Says what the manifest shall tell of the run beyond what a listener can see; before the training starts. */
    public SnapshotListener describedBy(RunDescription runDescription) {
        description = runDescription;
        return this;
    }

    /**
     * Writes snapshots on a thread of their own while the training goes on, and rows of the history up to a second late; for a
     * training that ends with {@link #finish}, which waits for the last one. Until then no other training gets the folder. Where a snapshot is not
     * yet written at the next trough, the training waits for it, so that one at most is kept in memory. One that cannot be
     * saved stops the training in one of the next iterations, or at its end. Interrupts of the training's thread do not
     * break off the writing.
     *
     * @return this listener
     */
    public SnapshotListener writeBehind() {
        writing.goBehind();
        store.keepRowsBack(ROWS_KEPT_BACK);
        exclusive = true;
        return this;
    }

    /**
     * Calls back when a snapshot is durable, on the training's thread and in the order of the snapshots: in the trough's
     * iteration; where they are written {@linkplain #writeBehind() behind}, perhaps in a later one, or in {@link #finish}.
     */
    public SnapshotListener onSaved(Consumer<Snapshot> callback) {
        writing.onSaved(callback);
        return this;
    }

    /** Deeplearning4j calls this after the update of an iteration, before its constraints and its counter. */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        Network live = begin(model, iteration);
        Optional<CycleTrough> trough = troughIn(tracker.observe(iteration));
        warnings.check(live, iteration, epoch, tracker.pastTotal());
        if (trough.isPresent()) {
            save(live, trough.get(), epoch);
        } else {
            record(live, iteration, epoch, Optional.empty());
        }
        writing.tellWritten();
    }

    private static Optional<CycleTrough> troughIn(List<CycleEvent> events) {
        for (CycleEvent event : events) {
            if (event instanceof CycleTrough trough) {
                return Optional.of(trough);
            }
        }
        return Optional.empty();
    }

    /**
     * Ends the run of a training that {@code fit} drove under a schedule without an end, such as a triangular one, of which
     * only the caller knows that it is over. The last cycle may be cut; its weights are in no snapshot. A network that is
     * trained on must lose this listener first.
     *
     * @throws RunException if the end of the run cannot be saved
     */
    public void finish() {
        writing.end(RunStatus.FINISHED, Optional.empty(), description.training());
    }

    SnapshotStore store() {
        return store;
    }

    StoreWriting writing() {
        return writing;
    }

    private Network begin(Model model, int iteration) {
        Network known = network;
        if (known == null) {
            known = Network.of(model);
            network = known;
            if (store.hasBegun()) {
                store.goOn();
            } else {
                beginRun(known, iteration);
            }
        } else if (known.model() != model) {
            throw new IllegalStateException("a SnapshotListener belongs to one network, and another one calls it;"
                    + " a cloned ComputationGraph shares its listeners: call setListeners on the clone");
        }
        return known;
    }

    private void beginRun(Network live, int iteration) {
        warnings.checkStart(iteration);
        if (exclusive) {
            store.lock();
        }
        String modelJson =
                PlainConfiguration.at(live.configurationJson(), schedule, iteration, live.iteration(), live.epoch());
        SnapshotFile.requireReadable(store.folder(), live, modelJson);
        store.begin(description.manifest(live, modelJson), modelJson);
    }

    private void save(Network live, CycleTrough trough, int epoch) {
        // Before the copy is made: one at most is in memory.
        writing.await();
        SnapshotCapture captured = SnapshotCapture.afterUpdate(live, schedule, trough.iteration(), epoch);
        if (captured.hasNonFinite()) {
            throw new TrainingDivergedException(
                    trough.iteration(),
                    "iteration " + trough.iteration() + ": a weight is not finite, so cycle "
                            + (trough.cycle().index() + 1) + " has no snapshot; lower the maximum rate");
        }
        warnings.checkValidation(validationInUse, trough.iteration());
        Optional<ValidationLook> look =
                validation.map(scorer -> scorer.look(captured.network(), targetScaling(), trough.iteration()));
        warnings.checkOutput(look.filter(ValidationLook::constant).isPresent(), trough.iteration());
        Optional<ValidationFigures> figures = look.map(ValidationLook::figures);
        record(live, trough.iteration(), epoch, figures);
        if (store.hasSnapshotOf(trough.cycle().index())) {
            return;
        }
        Optional<TrainingRecord> training = description.training();
        writing.start(() -> write(captured, trough, epoch, figures, training));
    }

    /** On the writer's thread. */
    private Snapshot write(
            SnapshotCapture captured,
            CycleTrough trough,
            int epoch,
            Optional<ValidationFigures> figures,
            Optional<TrainingRecord> training) {
        Snapshot snapshot = store.save(
                copy(captured, trough),
                trough.cycle().index(),
                trough.iteration(),
                epoch,
                trough.learningRate(),
                figures);
        // Behind the training another row may come at any time; there finish() ends the run.
        if (isLast(trough.cycle()) && !exclusive) {
            store.finish(RunStatus.FINISHED, Optional.empty(), training);
        }
        return snapshot;
    }

    private Network copy(SnapshotCapture captured, CycleTrough trough) {
        try {
            return captured.network();
        } catch (RuntimeException e) {
            throw new RunException(
                    store.folder(),
                    store.folder() + ": cannot save the snapshot of cycle "
                            + (trough.cycle().index() + 1) + ": " + e.getMessage(),
                    e);
        }
    }

    private Preprocessing targetScaling() {
        return description.scaling().map(Scaling::targets).orElseGet(Preprocessing::none);
    }

    private boolean isLast(Cycle cycle) {
        return schedule.total().isPresent()
                && cycle.lastIteration() == schedule.total().getAsInt() - 1;
    }

    private void record(Network live, int iteration, int epoch, Optional<ValidationFigures> figures) {
        Cycle cycle = schedule.cycleAt(iteration);
        store.append(new HistoryRow(
                iteration,
                epoch,
                cycle.contains(iteration) ? OptionalInt.of(cycle.index()) : OptionalInt.empty(),
                schedule.rateAt(iteration),
                schedule.momentumAt(iteration),
                live.loss(),
                figures));
    }
}
