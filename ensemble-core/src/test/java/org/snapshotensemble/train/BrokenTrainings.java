package org.snapshotensemble.train;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.TestNetworks;

/** Trainings of 60 iterations that are broken off. */
final class BrokenTrainings {

    /** Batches of 24, 24, 24 and 17 examples: enough for three parts, and for two of the last. */
    static final DataSet DATA = TestNetworks.classification(89, 1);

    static final int EPOCHS = 15;
    static final int ITERATIONS = 60;

    static final CyclicSchedule COSINE = Schedules.snapshotCosine(0.1, ITERATIONS, 5);

    private BrokenTrainings() {}

    static IUpdater nesterovs(CyclicSchedule schedule) {
        return schedule.momentumAt(0).isPresent()
                ? new Nesterovs(Dl4jSchedule.of(schedule), Dl4jSchedule.momentumOf(schedule))
                : new Nesterovs(Dl4jSchedule.of(schedule), 0.9);
    }

    static MultiLayerNetwork sequential(CyclicSchedule schedule) {
        return TestNetworks.sequential(nesterovs(schedule));
    }

    static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 24, 3);
    }

    static SnapshotTrainer trainer(Model network, CyclicSchedule schedule, int workers, Path run) {
        return SnapshotTrainer.of(network, schedule)
                .saveTo(run)
                .epochs(EPOCHS)
                .workers(workers)
                .validateOn(batches())
                .checkpointEvery(ITERATIONS + 1);
    }

    /** Says yes when it is asked for the so-many-th time. */
    static BooleanSupplier after(int iterations) {
        AtomicInteger asked = new AtomicInteger();
        return () -> asked.incrementAndGet() == iterations;
    }

    /** A run of {@link #COSINE} that was stopped after 33 iterations. */
    static Path stopped(Path run) {
        return stopped(run, 1);
    }

    static Path stopped(Path run, int workers) {
        trainer(sequential(COSINE), COSINE, workers, run).stopWhen(after(33)).train(batches());
        return run;
    }
}
