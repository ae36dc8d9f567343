package org.snapshotensemble.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * Makes what the other workloads need, in the folder {@code work}: each network's configuration in Deeplearning4j's own
 * JSON ({@code cnn.json}), and a short run of five snapshots ({@code cnn-run}).
 */
final class Preparation implements Workload {

    private static final int MEMBERS = 5;
    private static final int BATCH = 128;
    private static final int BATCHES = 5;

    @Override
    public Map<String, Double> measure(Arguments arguments) throws IOException {
        Path work = arguments.path("work");
        for (BenchmarkNetwork network : BenchmarkNetwork.values()) {
            String name = network.name().toLowerCase(Locale.ROOT);
            Model plain = network.create(new Nesterovs(SnapshotTraining.MAX_RATE, SnapshotTraining.MOMENTUM));
            Files.writeString(work.resolve(name + ".json"), configuration(plain));
            train(network, work.resolve(name + "-run"));
        }
        return Map.of();
    }

    private static String configuration(Model network) {
        return network instanceof MultiLayerNetwork sequential
                ? sequential.getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) network).getConfiguration().toJson();
    }

    private static void train(BenchmarkNetwork network, Path folder) {
        SyntheticImages.Labelled images = SyntheticImages.draw(BATCH * BATCHES, SnapshotTraining.SEED);
        CyclicSchedule schedule = Schedules.snapshotCosine(SnapshotTraining.MAX_RATE, BATCHES * MEMBERS, MEMBERS);
        Model trained = network.create(new Nesterovs(Dl4jSchedule.of(schedule), SnapshotTraining.MOMENTUM));
        SnapshotTrainer.of(trained, schedule)
                .saveTo(folder)
                .epochs(MEMBERS)
                .train(BatchSource.shuffled(images.features(), images.labels(), BATCH, SnapshotTraining.SEED));
    }
}
