package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.train.RunEvent.EpochDone;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFinished;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A training that the trainer drives, watched by an observer of your own: it prints the mean loss of each epoch and the
 * validation figures of each snapshot. Run it with a folder for the run.
 */
public final class TrainerWithAnObserver {

    private static final long SEED = 1;
    private static final int BATCH_SIZE = 32;
    private static final int CYCLES = 4;

    private TrainerWithAnObserver() {}

    public static void main(String[] arguments) throws IOException {
        train(Path.of(arguments[0]), 20, new LossPerEpoch());
    }

    static Run train(Path runFolder, int epochs, RunObserver observer) throws IOException {
        DataParts parts = DataParts.split(DataSource.parse("digits").load(), 0.2, 0.1, SEED);
        Preprocessing scaling =
                Preprocessing.fit(Preprocessing.Kind.RANGE, parts.train().features());
        BatchSource training = BatchSource.shuffled(
                scaling.apply(parts.train().features()), parts.train().labels(), BATCH_SIZE, SEED);
        LabelledData chooses = parts.validation().orElseThrow();

        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, epochs * training.batchesPerEpoch(), CYCLES);
        // The trainer puts the network's updater under the schedule, so the rate that is given here does not matter.
        return SnapshotTrainer.of(
                        Architecture.parse("mlp")
                                .network(NetworkShape.of(parts.train()), SEED, new Nesterovs(0.1, 0.9)),
                        schedule)
                .saveTo(runFolder)
                .epochs(epochs)
                .validateOn(BatchSource.inOrder(scaling.apply(chooses.features()), chooses.labels(), BATCH_SIZE))
                .observe(observer)
                .train(training);
    }

    /** Keeps the mean loss of each epoch, and tells what happens. */
    static final class LossPerEpoch implements RunObserver {

        private final List<Double> meanLosses = new ArrayList<>();
        private double lossSum;
        private long examples;

        /** The mean loss of each epoch that is done, over its examples. */
        List<Double> meanLosses() {
            return List.copyOf(meanLosses);
        }

        @Override
        public void runStarted(RunStarted event) {
            print(
                    "%d iterations, a snapshot after each of %d cycles",
                    event.plan().iterations(), event.plan().cycles().size());
        }

        @Override
        public void iterationDone(IterationDone event) {
            lossSum += event.loss() * event.examples();
            examples += event.examples();
        }

        @Override
        public void epochDone(EpochDone event) {
            meanLosses.add(lossSum / examples);
            print("epoch %d: loss %.4f", event.epoch() + 1, lossSum / examples);
            lossSum = 0;
            examples = 0;
        }

        @Override
        public void snapshotSaved(SnapshotSaved event) {
            Snapshot snapshot = event.snapshot();
            Optional<?> figures = snapshot.validation();
            print(
                    "%s is on the disk%s",
                    snapshot.id(), figures.map(some -> ", " + some).orElse(""));
        }

        @Override
        public void runFinished(RunFinished event) {
            print("%d snapshots in %.1f s", event.run().snapshots().size(), event.seconds());
        }

        private static void print(String format, Object... values) {
            System.out.println(String.format(Locale.ROOT, format, values));
        }
    }
}
