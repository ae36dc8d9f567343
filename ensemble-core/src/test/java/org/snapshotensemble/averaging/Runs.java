package org.snapshotensemble.averaging;

import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.SnapshotTrainer;

/** Short trainings whose snapshots are averaged. */
final class Runs {

    static final int BATCH = 8;

    private Runs() {}

    /** Three snapshots, one an epoch, of batches of {@value #BATCH} in the order of the examples. */
    static Run of(Model model, DataSet data, Path folder) {
        BatchSource batches = batches(data);
        int perEpoch = batches.batchesPerEpoch();
        return SnapshotTrainer.of(model, Schedules.snapshotCosine(0.1, 3 * perEpoch, 3))
                .saveTo(folder)
                .epochs(3)
                .workers(1)
                .train(batches);
    }

    static BatchSource batches(DataSet data) {
        return BatchSource.inOrder(data.getFeatures(), data.getLabels(), BATCH);
    }

    /** Stands for a cycle that goes on from the one before. */
    static final long GO_ON = 0;

    /**
     * A snapshot for each seed, of a cycle that begins with the weights which that seed draws, or goes on: members of
     * different seeds have nothing to do with each other.
     */
    static Run ofSeeds(DataSet data, Path folder, long... seeds) {
        int epochs = 10;
        int perCycle = epochs * ((data.numExamples() - 1) / BATCH + 1);
        CyclicSchedule schedule = Schedules.snapshotCosine(1, seeds.length * perCycle, seeds.length);
        MultiLayerNetwork network = classifier(schedule, 1);
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        for (long seed : seeds) {
            if (seed != GO_ON) {
                network.setParams(classifier(schedule, seed).params());
            }
            network.fit(TestNetworks.batches(data, BATCH), epochs);
        }
        return Run.open(folder);
    }

    private static MultiLayerNetwork classifier(CyclicSchedule schedule, long seed) {
        MultiLayerNetwork network = TestNetworks.plain(
                new Sgd(Dl4jSchedule.of(schedule)), LossFunction.MCXENT, Activation.SOFTMAX, TestNetworks.CLASSES);
        network.getDefaultConfiguration().setSeed(seed);
        network.getLayerWiseConfigurations().getConfs().forEach(layer -> layer.setSeed(seed));
        MultiLayerNetwork fresh = new MultiLayerNetwork(network.getLayerWiseConfigurations());
        fresh.init();
        return fresh;
    }
}
