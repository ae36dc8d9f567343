package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

/** Gradients that come from elsewhere give the training that those of one network on the whole batch give. */
class RemoteUpdatesTest {

    private static final int EPOCHS = 10;
    private static final DataSet DATA = TestNetworks.classification(41, 1);
    private static final CyclicSchedule SCHEDULE = Schedules.snapshotCosine(0.1, 2 * EPOCHS, 4);

    @TempDir
    Path folder;

    static Stream<Arguments> updaters() {
        return Stream.of(new Sgd(0.1), new Nesterovs(0.1, 0.9), new Adam(0.1))
                .flatMap(updater -> Stream.of(Arguments.of(updater, 0.0), Arguments.of(updater, 0.01)));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void training_isThatOfOneNetworkOnTheWholeBatches(IUpdater updater, double l2) {
        MultiLayerNetwork alone = network(updater, l2);
        Run local = trainer(alone, "local").workers(1).train(batches());
        MultiLayerNetwork together = network(updater, l2);
        Run remote = trainer(together, "remote").train(new Parts(batches(), 3));

        assertThat(together.params().distance2(alone.params())).isLessThan(1e-6);
        assertThat(together.score()).isCloseTo(alone.score(), within(1e-6));
        assertThat(remote.snapshots()).hasSameSizeAs(local.snapshots()).hasSize(4);
        for (int cycle = 0; cycle < 4; cycle++) {
            assertThat(remote.snapshots().get(cycle).iteration())
                    .isEqualTo(local.snapshots().get(cycle).iteration());
            assertThat(remote.snapshots().get(cycle).learningRate())
                    .isEqualTo(local.snapshots().get(cycle).learningRate());
        }
        assertThat(remote.manifest().training().orElseThrow().workers()).hasValue(3);
        assertThat(remote.manifest().training().orElseThrow().batchSize()).isEqualTo(21);
        assertThat(together.getListeners()).isEmpty();
    }

    @Test
    void clipping_isOfTheWholeBatchsGradient() {
        MultiLayerNetwork alone = clipped();
        trainer(alone, "local").workers(1).train(batches());
        MultiLayerNetwork together = clipped();
        trainer(together, "remote").train(new Parts(batches(), 3));
        assertThat(together.params().distance2(alone.params())).isLessThan(1e-6);
    }

    @Test
    void runningMomentsOfBatchNorm_areTheMeanOfTheParts() {
        // One part is the whole batch: moments and all are then those of one network.
        MultiLayerNetwork alone = normalized();
        trainer(alone, "local").workers(1).train(batches());
        MultiLayerNetwork one = normalized();
        trainer(one, "one").train(new Parts(batches(), 1));
        assertThat(one.params().distance2(alone.params())).isLessThan(1e-6);
        // Of several, each has as much to say as it has examples: locally, too.
        MultiLayerNetwork replicas = normalized();
        trainer(replicas, "replicas").workers(2).train(batches());
        MultiLayerNetwork two = normalized();
        trainer(two, "two").train(new Parts(batches(), 2));
        assertThat(two.params().distance2(replicas.params())).isLessThan(1e-5);
        assertThat(two.params().distance2(alone.params())).isGreaterThan(1e-3);
    }

    @Test
    void brokenRun_goesOnToTheSameBits() {
        MultiLayerNetwork whole = network(new Adam(0.1), 0.01);
        trainer(whole, "whole").train(new Parts(batches(), 3));
        MultiLayerNetwork begun = network(new Adam(0.1), 0.01);
        SnapshotTrainer stopped = trainer(begun, "broken");
        stopped.stopWhen(() -> begun.getIterationCount() >= 7).train(new Parts(batches(), 3));
        assertThat(begun.getIterationCount()).isEqualTo(7);
        MultiLayerNetwork again = network(new Adam(0.1), 0.01);
        Run run = trainer(again, "broken").resume().train(new Parts(batches(), 3));
        assertThat(run.unfinished()).isEmpty();
        assertThat(Bits.of(again.params())).isEqualTo(Bits.of(whole.params()));
    }

    @Test
    void brokenRun_withAnotherNumberOfParts_isRefused() {
        MultiLayerNetwork begun = network(new Sgd(0.1), 0);
        trainer(begun, "broken").stopWhen(() -> begun.getIterationCount() >= 3).train(new Parts(batches(), 3));
        SnapshotTrainer trainer = trainer(network(new Sgd(0.1), 0), "broken").resume();
        assertThatThrownBy(() -> trainer.train(new Parts(batches(), 2)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the workers were 3, are 2");
    }

    @Test
    void failureElsewhere_endsTheRun_andClosesTheSource() {
        Parts failing = new Parts(batches(), 2);
        failing.failingIteration = 6;
        MultiLayerNetwork network = network(new Sgd(0.1), 0);
        assertThatThrownBy(() -> trainer(network, "failed").train(failing)).hasMessage("a machine is gone");
        assertThat(failing.closed).isPositive();
        assertThat(network.getListeners()).isEmpty();
        Run run = Run.open(folder.resolve("failed"));
        assertThat(run.manifest().failure()).hasValue("a machine is gone");
        // Its first cycle, of five iterations, had ended.
        assertThat(run.snapshots()).hasSize(1);
    }

    @Test
    void failureInTheFirstBatch_leavesWhatThatOfOneNetworkLeaves_andTheFolderCanBeUsed() throws IOException {
        MultiLayerNetwork alone = network(new Sgd(0.1), 0);
        // Labels for more classes than the network has.
        BatchSource unfit = BatchSource.inOrder(DATA.getFeatures(), Nd4j.ones(41, TestNetworks.CLASSES + 1), 21);
        assertThatThrownBy(() -> trainer(alone, "local").workers(1).train(unfit))
                .isInstanceOf(RuntimeException.class);
        Parts failing = new Parts(batches(), 2);
        failing.failingIteration = 0;
        assertThatThrownBy(() -> trainer(network(new Sgd(0.1), 0), "remote").train(failing))
                .hasMessage("a machine is gone");
        assertThat(contents("remote")).isEqualTo(contents("local"));
        Run run = trainer(network(new Sgd(0.1), 0), "remote").train(new Parts(batches(), 2));
        assertThat(run.unfinished()).isEmpty();
    }

    private List<String> contents(String run) throws IOException {
        Path below = folder.resolve(run);
        try (Stream<Path> files = Files.walk(below)) {
            return files.map(file -> below.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void networkWhoseGradientsCannotBeAdded_isRefused_andNothingIsWritten() {
        MultiLayerNetwork network = new MultiLayerNetwork(builder(new Sgd(0.1))
                .miniBatch(false)
                .list()
                .layer(output())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        network.init();
        assertThatThrownBy(() -> trainer(network, "refused").train(new Parts(batches(), 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network must have gradients that can be computed part by part and added, but it sums its"
                        + " gradients over the batch (miniBatch(false))");
        assertThat(folder.resolve("refused")).doesNotExist();
    }

    @Test
    void workers_besideASource_areRefused() {
        SnapshotTrainer trainer = trainer(network(new Sgd(0.1), 0), "refused").workers(2);
        assertThatThrownBy(() -> trainer.train(new Parts(batches(), 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("workers must not be set where a source computes the gradients: it has 3 parts");
    }

    private SnapshotTrainer trainer(Model network, String run) {
        return SnapshotTrainer.of(network, SCHEDULE).saveTo(folder.resolve(run)).epochs(EPOCHS);
    }

    private static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 21, 7);
    }

    private static NeuralNetConfiguration.Builder builder(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(3).updater(updater).activation(Activation.TANH);
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(TestNetworks.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static MultiLayerNetwork network(IUpdater updater, double l2) {
        return initialized(builder(updater).l2(l2));
    }

    private static MultiLayerNetwork clipped() {
        return initialized(builder(new Nesterovs(0.1))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.01));
    }

    private static MultiLayerNetwork initialized(NeuralNetConfiguration.Builder builder) {
        MultiLayerNetwork network = new MultiLayerNetwork(builder.list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(output())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork normalized() {
        MultiLayerNetwork network = new MultiLayerNetwork(builder(new Nesterovs(0.1))
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .layer(new BatchNormalization())
                .layer(output())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        network.init();
        return network;
    }

    /** The batches of a source, cut in parts, each computed by a second network. */
    private static final class Parts implements GradientSource {

        private final BatchSource batches;
        private final int parts;
        private int failingIteration = Integer.MAX_VALUE;
        private int closed;

        Parts(BatchSource batches, int parts) {
            this.batches = batches;
            this.parts = parts;
        }

        @Override
        public int batchesPerEpoch() {
            return batches.batchesPerEpoch();
        }

        @Override
        public int batchSize() {
            return batches.batchSize().orElseThrow();
        }

        @Override
        public int parts() {
            return parts;
        }

        @Override
        public MultiDataSet example() {
            return BatchParts.cut(batches.epoch(0).next(), batchSize()).get(0);
        }

        @Override
        public Computation begin(Network network) {
            String configuration = network.configurationJson();
            return new Computation() {
                @Override
                public BatchGradients gradients(BatchPoint point) {
                    if (point.iteration() == failingIteration) {
                        throw new IllegalStateException("a machine is gone");
                    }
                    Network copy =
                            Network.restore(configuration, point.parameters().dup());
                    MultiDataSet batch =
                            batches.epoch(point.epoch(), point.batch()).next();
                    int all = BatchParts.examples(batch);
                    List<INDArray> gradients = new ArrayList<>();
                    double loss = 0;
                    for (MultiDataSet part : BatchParts.cut(batch, parts)) {
                        int examples = BatchParts.examples(part);
                        copy.computeGradients(part, point.iteration(), point.networkEpoch());
                        copy.changes().forEach(change -> change.muli(examples));
                        gradients.add(copy.gradients().dup());
                        loss += copy.loss() * examples / all;
                    }
                    INDArray sums = gradients.get(0);
                    gradients.subList(1, parts).forEach(sums::addi);
                    return new BatchGradients(sums, all, loss);
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }
}
