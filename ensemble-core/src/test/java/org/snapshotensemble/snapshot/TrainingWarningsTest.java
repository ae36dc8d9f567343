package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.LogCapture;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;

class TrainingWarningsTest {

    private static final int BATCHES = 4;

    @RegisterExtension
    private final LogCapture log = LogCapture.of(SnapshotListener.class);

    @TempDir
    Path folder;

    private static DataSetIterator batches() {
        return TestNetworks.batches(TestNetworks.classification(29, 1), 8);
    }

    private static MultiLayerNetwork following(CyclicSchedule schedule) {
        return TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
    }

    @Test
    void trainingAsItShouldBe_isNotWarnedOf() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3 * BATCHES, 2);
        MultiLayerNetwork network = following(schedule);
        network.addListeners(SnapshotListener.saveTo(folder, schedule).validateOn(batches()));
        network.fit(batches(), 3);
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void fixedRateThatEqualsTheSchedulesFirst_isNoticedOnce() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3 * BATCHES, 2);
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(0.1));
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        network.fit(batches(), 3);
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith("iteration 1: the network's updaters have the rate [0.1], the schedule"
                        + " snapshot_cosine(max=0.1,total=12,cycles=2) says " + schedule.rateAt(1));
    }

    @Test
    void scheduleOfAnotherLength_isNoticed() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3 * BATCHES, 2);
        MultiLayerNetwork network = following(Schedules.snapshotCosine(0.1, 6 * BATCHES, 2));
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        network.fit(batches(), 3);
        assertThat(log.messages()).singleElement().asString().startsWith("iteration 1: the network's updaters have");
    }

    @Test
    void forgottenShortBatch_isNoticedOnce() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3 * (BATCHES - 1), 3);
        MultiLayerNetwork network = following(schedule);
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        network.fit(batches(), 3);
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith("iteration 9: past the 9 iterations of snapshot_cosine(max=0.1,total=9,cycles=3)")
                .endsWith("Does the number of batches an epoch include the last, shorter one?");
    }

    @Test
    void networkTrainedBefore_isNoticed() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3 * BATCHES, 3);
        MultiLayerNetwork network = following(schedule);
        network.fit(batches(), 1);
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        network.fit(batches(), 2);
        assertThat(log.messages())
                .singleElement()
                .asString()
                .startsWith("iteration 4: the network has been trained before the listener was added")
                .endsWith("cycles before cycle 2 have no snapshot");
    }

    @Test
    void validationOnTheIteratorThatTrains_isNoticed() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 12, 6);
        MultiLayerNetwork network = following(schedule);
        DataSetIterator both = TestNetworks.batches(TestNetworks.classification(96, 1), 8);
        network.addListeners(SnapshotListener.saveTo(folder, schedule).validateOn(both));
        network.fit(both, 1);
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("the iterator to validate on is in the middle of its batches");
    }

    @Test
    void deadRectifiers_areNoticedOnce() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3 * BATCHES, 3);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Sgd(Dl4jSchedule.of(schedule)))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .activation(Activation.RELU)
                        .biasInit(-100)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(TestNetworks.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        network.init();
        network.addListeners(SnapshotListener.saveTo(folder, schedule).validateOn(batches()));
        network.fit(batches(), 3);
        assertThat(log.messages())
                .containsExactly(
                        "iteration 3: the network gives all validation examples the same output: its rectifiers"
                                + " have probably died at too high a rate, and stay dead; train again with a lower maximum"
                                + " rate");
    }
}
