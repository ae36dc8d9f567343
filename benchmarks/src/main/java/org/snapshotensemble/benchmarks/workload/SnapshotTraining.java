package org.snapshotensemble.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.RunEvent;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A whole run of {@link SnapshotTrainer}, as {@code snapshot train} drives it: schedule, listener, history and a snapshot
 * included. The first epoch warms up; the clock runs from its end until the run is on the disk.
 */
final class SnapshotTraining implements Workload {

    static final double MAX_RATE = 0.05;
    static final double MOMENTUM = 0.9;
    static final long SEED = 1;

    @Override
    public Map<String, Double> measure(Arguments arguments) throws IOException {
        int epochs = arguments.count("epochs");
        int batch = arguments.count("batch");
        int examples = arguments.count("examples");
        SyntheticImages.Labelled images = SyntheticImages.draw(examples, SEED);
        BatchSource source = BatchSource.shuffled(images.features(), images.labels(), batch, SEED);
        CyclicSchedule schedule =
                Schedules.snapshotCosine(MAX_RATE, Math.multiplyExact(epochs, source.batchesPerEpoch()), 1);
        Model network = BenchmarkNetwork.named(arguments.text("network"))
                .create(new Nesterovs(Dl4jSchedule.of(schedule), MOMENTUM));
        Path folder = Files.createTempDirectory(arguments.path("work"), "run-");
        FirstEpoch firstEpoch = new FirstEpoch();
        SnapshotTrainer.of(network, schedule)
                .saveTo(folder)
                .epochs(epochs)
                .observe(firstEpoch)
                .train(source);
        double seconds = (System.nanoTime() - firstEpoch.endNanos) / 1e9;
        Map<String, Double> measured = new HashMap<>();
        measured.put("examplesPerSecond", (epochs - 1) * (double) examples / seconds);
        measured.put("parameters", (double) network.numParams());
        ResidentMemory.peakMegabytes().ifPresent(peak -> measured.put("peakMegabytes", peak));
        return measured;
    }

    private static final class FirstEpoch implements RunObserver {

        private long endNanos;

        @Override
        public void epochDone(RunEvent.EpochDone event) {
            if (event.epoch() == 0) {
                endNanos = System.nanoTime();
            }
        }
    }
}
