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

    /** Snapshots that have nothing to do with each other: each cycle begins with other weights. */
    static Run ofStrangers(DataSet data, int members, Path folder) {
        int perCycle = 40 * ((data.numExamples() - 1) / BATCH + 1);
        CyclicSchedule schedule = Schedules.snapshotCosine(0.5, members * perCycle, members);
        MultiLayerNetwork network = classifier(schedule, 1);
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        for (int member = 0; member < members; member++) {
            network.setParams(classifier(schedule, 1 + member).params());
            network.fit(TestNetworks.batches(data, BATCH), 40);
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
