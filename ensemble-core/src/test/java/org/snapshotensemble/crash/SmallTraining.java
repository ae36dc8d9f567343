package org.snapshotensemble.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.RunEvent;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A training with dropout, batch norm and a constraint, the same in every process.
 *
 * @param epochs of four iterations each
 * @param cycles the snapshots
 * @param checkpointEvery the iterations from one checkpoint to the next
 */
record SmallTraining(int epochs, int cycles, int checkpointEvery) {

    private static final int EXAMPLES = 89;
    private static final int BATCH = 24;
    private static final int ITERATIONS_PER_EPOCH = 4;

    int iterations() {
        return epochs * ITERATIONS_PER_EPOCH;
    }

    /** The training, from the beginning or from where it was broken off. */
    SnapshotTrainer in(Path folder) {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, iterations(), cycles);
        MultiLayerNetwork network = TestNetworks.sequential(new Nesterovs(Dl4jSchedule.of(schedule), 0.9));
        return SnapshotTrainer.of(network, schedule)
                .saveTo(folder)
                .epochs(epochs)
                .workers(1)
                .checkpointEvery(checkpointEvery)
                .resume();
    }

    /** What {@link TrainingProgram} is to be told. */
    List<String> arguments(Path folder, Care care, String standing) {
        return List.of(
                folder.toString(),
                Integer.toString(epochs),
                Integer.toString(cycles),
                Integer.toString(checkpointEvery),
                care.name(),
                standing);
    }

    /** Its batches. */
    BatchSource batches() {
        DataSet data = TestNetworks.classification(EXAMPLES, 1);
        return BatchSource.shuffled(data.getFeatures(), data.getLabels(), BATCH, 3);
    }

    /** Trains to the end, unbroken, and returns what that leaves. */
    Outcome unbroken(Path folder) {
        in(folder).train(batches());
        return Outcome.of(folder);
    }

    /** Tells of the snapshots that the training says are durable. */
    static RunObserver whenSaved(Consumer<Snapshot> told) {
        return new RunObserver() {
            @Override
            public void snapshotSaved(RunEvent.SnapshotSaved event) {
                told.accept(event.snapshot());
            }
        };
    }
}
