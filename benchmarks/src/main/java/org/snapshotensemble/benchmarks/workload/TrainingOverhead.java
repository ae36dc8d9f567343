package org.snapshotensemble.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ISchedule;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.RunEvent;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * What schedule, listener and saving cost, of the CNN's training in batches of 128: in Deeplearning4j's own {@code fit} as
 * the listener's share of the clock, in {@link SnapshotTrainer} as that of one which writes behind,
 * and as what the iterations around a trough take longer than the others. The cycles are short, so that there are many snapshots to measure, and no multiple of an epoch, so that its
 * end does not count. The share is that of a training with a snapshot every {@value #ITERATIONS_PER_SNAPSHOT} iterations,
 * an epoch of 12,800 images.
 */
final class TrainingOverhead implements Workload {

    private static final int ITERATIONS_PER_SNAPSHOT = 100;
    private static final int BATCH = 128;
    private static final int BATCHES_PER_EPOCH = 20;
    private static final int EPOCHS = 40;
    private static final int CYCLE_LENGTH = 19;
    private static final int WARM_UP_CYCLES = 20;
    /** Saving in the background may slow down so many iterations; about a tenth of a second. */
    private static final int TOUCHED = 5;

    private final CyclicSchedule schedule =
            Schedules.cosineRestarts(SnapshotTraining.MAX_RATE, SnapshotTraining.MAX_RATE / 100, CYCLE_LENGTH, 1);
    private final SyntheticImages.Labelled images =
            SyntheticImages.draw(BATCH * BATCHES_PER_EPOCH, SnapshotTraining.SEED);

    @Override
    public Map<String, Double> measure(Arguments arguments) throws IOException {
        Path work = arguments.path("work");
        double rateNanos = rateNanos();
        CyclicTimes listener = listenerTimes(listenerIn(work));
        SnapshotListener writingBehind = listenerIn(work).writeBehind();
        CyclicTimes behind = listenerTimes(writingBehind);
        writingBehind.finish();
        CyclicTimes trainer = trainerTimes(Files.createTempDirectory(work, "run-"));
        double listenerNanos = listener.quiet(0);
        double behindNanos = behind.quiet(0);
        double listenedSnapshot = listener.at(CYCLE_LENGTH - 1);
        double trainerSnapshot = trainer.excess(TOUCHED);
        double iteration = trainer.quiet(TOUCHED);
        // The trainer's quiet iterations hold schedule and listener, the listeners' times only their own.
        return Map.of(
                "rateNanos", rateNanos,
                "listenerMicros", listenerNanos / 1e3,
                "trainerListenerMicros", behindNanos / 1e3,
                "listenerSnapshotMillis", listenedSnapshot / 1e6,
                "trainerSnapshotMillis", trainerSnapshot / 1e6,
                "iterationMillis", iteration / 1e6,
                "trainerSharePercent", sharePercent(rateNanos + behindNanos, trainerSnapshot, iteration),
                "listenerSharePercent", sharePercent(rateNanos + listenerNanos, listenedSnapshot, iteration));
    }

    private static double sharePercent(double eachIteration, double eachSnapshot, double iteration) {
        double perIteration = eachIteration + eachSnapshot / ITERATIONS_PER_SNAPSHOT;
        return 100 * perIteration / (iteration + eachSnapshot / ITERATIONS_PER_SNAPSHOT);
    }

    /** What Deeplearning4j asks of the schedule in an iteration. */
    private double rateNanos() {
        ISchedule rates = Dl4jSchedule.of(schedule);
        RepeatedCalls calls = RepeatedCalls.during(100_000_000, () -> {
            double sum = 0;
            for (int iteration = 0; iteration < 1000; iteration++) {
                sum += rates.valueAt(iteration, 0);
            }
            if (!(sum > 0)) {
                throw new IllegalStateException("rates must be > 0, their sum was " + sum);
            }
        });
        return calls.medianMillis() * 1e6 / 1000;
    }

    private SnapshotListener listenerIn(Path work) throws IOException {
        return SnapshotListener.saveTo(Files.createTempDirectory(work, "run-"), schedule);
    }

    private CyclicTimes listenerTimes(SnapshotListener listener) {
        MultiLayerNetwork network = (MultiLayerNetwork) BenchmarkNetwork.CNN.create(updater());
        TimedListener timed = new TimedListener(listener);
        network.addListeners(timed);
        INDArray features = images.features();
        Iterable<DataSet> batches = new DataSet(features, images.labels()).batchBy(BATCH);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            batches.forEach(network::fit);
        }
        return new CyclicTimes(timed.nanos(), CYCLE_LENGTH).withoutFirst(WARM_UP_CYCLES);
    }

    private CyclicTimes trainerTimes(Path folder) {
        IterationClock clock = new IterationClock();
        SnapshotTrainer.of(BenchmarkNetwork.CNN.create(updater()), schedule)
                .saveTo(folder)
                .epochs(EPOCHS)
                .observe(clock)
                .train(BatchSource.shuffled(images.features(), images.labels(), BATCH, SnapshotTraining.SEED));
        return new CyclicTimes(clock.intervals(), CYCLE_LENGTH).withoutFirst(WARM_UP_CYCLES);
    }

    private Nesterovs updater() {
        return new Nesterovs(Dl4jSchedule.of(schedule), SnapshotTraining.MOMENTUM);
    }

    /** From the end of one iteration to that of the next. */
    private static final class IterationClock implements RunObserver {

        private final List<Double> nanos = new ArrayList<>();
        private long last;

        @Override
        public void runStarted(RunEvent.RunStarted event) {
            last = System.nanoTime();
        }

        @Override
        public void iterationDone(RunEvent.IterationDone event) {
            long now = System.nanoTime();
            nanos.add((double) (now - last));
            last = now;
        }

        List<Double> intervals() {
            return List.copyOf(nanos);
        }
    }
}
