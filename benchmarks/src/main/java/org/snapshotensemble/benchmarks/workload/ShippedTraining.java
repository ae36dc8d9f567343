package org.snapshotensemble.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The same training by Deeplearning4j's own {@code fit}, with a constant rate and without snapshots. The first epoch warms
 * up. The network comes from a file, for the class that makes it leans on our modules.
 */
final class ShippedTraining implements Workload {

    private static final long SEED = 1;

    @FunctionalInterface
    private interface Epoch {
        void fit(DataSetIterator batches);
    }

    private record Trained(long parameters, Epoch epoch) {}

    @Override
    public Map<String, Double> measure(Arguments arguments) throws IOException {
        int epochs = arguments.count("epochs");
        int examples = arguments.count("examples");
        SyntheticImages.Labelled images = SyntheticImages.draw(examples, SEED);
        DataSetIterator batches = new ExistingDataSetIterator(
                new DataSet(images.features(), images.labels()).batchBy(arguments.count("batch")));
        Trained trained = network(arguments.text("network"), arguments.path("work"));
        trained.epoch.fit(batches);
        long start = System.nanoTime();
        for (int epoch = 1; epoch < epochs; epoch++) {
            trained.epoch.fit(batches);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> measured = new HashMap<>();
        measured.put("examplesPerSecond", (epochs - 1) * (double) examples / seconds);
        measured.put("parameters", (double) trained.parameters);
        ResidentMemory.peakMegabytes().ifPresent(peak -> measured.put("peakMegabytes", peak));
        return measured;
    }

    private static Trained network(String name, Path work) throws IOException {
        String json = Files.readString(work.resolve(name + ".json"));
        if (name.equals("cnn")) {
            MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
            network.init();
            return new Trained(network.numParams(), network::fit);
        }
        ComputationGraph network = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
        network.init();
        return new Trained(network.numParams(), network::fit);
    }
}
