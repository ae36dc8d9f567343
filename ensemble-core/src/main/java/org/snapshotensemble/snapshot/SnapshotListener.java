package org.snapshotensemble.snapshot;

import java.nio.file.Path;
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
 * {@code fit}. A snapshot that cannot be saved stops the training with a {@link RunException} that names the file.
 * Training with this listener is, to the bit, training without it.
 *
 * <p>An interrupt of the training's thread stops the training at the next row of the history, with a {@link RunException}
 * and the interrupt kept.
 *
 * <p>What looks like a mistake is warned of once, in the log: a network whose updaters do not follow the schedule, a
 * training that goes past the schedule's total, a listener that joins late, validation on the iterator that trains.
 *
 * <p>One listener belongs to one network and one training. It does not resume a broken run.
 */
public final class SnapshotListener extends BaseTrainingListener {

    private final CyclicSchedule schedule;
    private final CycleTracker tracker;
    private final SnapshotStore store;
    private final TrainingWarnings warnings;
    private RunDescription description;
    private Optional<ValidationScorer> validation = Optional.empty();
    private Consumer<Snapshot> onSaved = snapshot -> {};
    private BooleanSupplier validationInUse = () -> false;
    private @Nullable Network network;

    private SnapshotListener(SnapshotStore store, CyclicSchedule schedule) {
        this.store = store;
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
     * iterator not the one that the network is fitted with: it is reset and run through at each trough.
     *
     * @return this listener
     * @throws IllegalArgumentException if the iterator cannot be reset
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

    /** Calls back when a snapshot is durable, on the training's thread. */
    public SnapshotListener onSaved(Consumer<Snapshot> callback) {
        onSaved = onSaved.andThen(callback);
        return this;
    }

    /** Deeplearning4j calls this after the update of an iteration, before its constraints and its counter. */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        Network live = begin(model, iteration);
        List<CycleEvent> events = tracker.observe(iteration);
        warnings.check(live, iteration, epoch, tracker.pastTotal());
        Optional<Snapshot> saved = Optional.empty();
        for (CycleEvent event : events) {
            if (event instanceof CycleTrough trough) {
                saved = Optional.of(save(live, trough, epoch));
            }
        }
        if (saved.isEmpty()) {
            record(live, iteration, epoch, Optional.empty());
        }
        saved.ifPresent(onSaved);
    }

    /**
     * Ends the run in the manifest. A training that {@code fit} drives needs no such call: its run is finished with the
     * last trough of a schedule that has one.
     *
     * @param failure why the run was given up, where it was
     * @param training how long it took, where that is known
     */
    public void finish(Optional<String> failure, Optional<TrainingRecord> training) {
        store.finish(failure.isPresent() ? RunStatus.FAILED : RunStatus.FINISHED, failure, training);
        store.close();
    }

    private Network begin(Model model, int iteration) {
        Network known = network;
        if (known == null) {
            known = Network.of(model);
            network = known;
            warnings.checkStart(iteration);
            String modelJson = PlainConfiguration.at(
                    known.configurationJson(), schedule, iteration, known.iteration(), known.epoch());
            store.begin(description.manifest(known, modelJson), modelJson);
        } else if (known.model() != model) {
            throw new IllegalStateException("a SnapshotListener belongs to one network, and another one calls it;"
                    + " a cloned ComputationGraph shares its listeners: call setListeners on the clone");
        }
        return known;
    }

    private Snapshot save(Network live, CycleTrough trough, int epoch) {
        Network shadow = SnapshotCapture.afterUpdate(live, schedule, trough.iteration(), epoch);
        if (SnapshotFile.hasNonFinite(shadow.parameters())) {
            throw new TrainingDivergedException(
                    trough.iteration(),
                    "iteration " + trough.iteration() + ": a weight is not finite, so cycle "
                            + trough.cycle().index() + " has no snapshot; lower the maximum rate");
        }
        warnings.checkValidation(validationInUse, trough.iteration());
        Optional<ValidationFigures> figures =
                validation.map(scorer -> scorer.score(shadow, targetScaling(), trough.iteration()));
        record(live, trough.iteration(), epoch, figures);
        Snapshot snapshot =
                store.save(shadow, trough.cycle().index(), trough.iteration(), epoch, trough.learningRate(), figures);
        if (isLast(trough.cycle())) {
            store.finish(RunStatus.FINISHED, Optional.empty(), description.training());
        }
        return snapshot;
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
        store.appendHistory(
                iteration,
                epoch,
                cycle.contains(iteration) ? OptionalInt.of(cycle.index()) : OptionalInt.empty(),
                schedule.rateAt(iteration),
                schedule.momentumAt(iteration),
                live.loss(),
                figures);
    }
}
