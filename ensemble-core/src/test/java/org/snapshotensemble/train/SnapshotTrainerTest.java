package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunManifest;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.RunEvent.EpochDone;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.RunFinished;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;

class SnapshotTrainerTest {

    private static final DataSet DATA = TestNetworks.classification(29, 1);

    @TempDir
    Path folder;

    private static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3);
    }

    private SnapshotTrainer trainer(Model network, Schedule schedule, String name) {
        return SnapshotTrainer.of(network, schedule).saveTo(folder.resolve(name));
    }

    @Test
    void momentaOfWeightsWithoutGradient_doNotBecomeSubnormal() {
        // The first feature is there in the first of 400 examples alone: 0.7^300 of its momentum is below 2^-126.
        Nd4j.getRandom().setSeed(1);
        INDArray features = Nd4j.rand(400, 2);
        features.getColumn(0).assign(0);
        features.putScalar(0, 0, 1);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.1, 0.7))
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        trainer(network, Schedules.constant(0.1), "momenta")
                .epochs(1)
                .train(BatchSource.inOrder(features, Nd4j.rand(400, 1), 1));
        float[] momenta = network.updaterState().toFloatVector();
        assertThat(momenta).hasSize(3).contains(0).doesNotContain(Float.MIN_VALUE, -Float.MIN_VALUE);
    }

    @Test
    void workers_areRecordedAndGiveTheSameWeightsToRounding() {
        BatchSource wide = BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 29, 3);
        CyclicSchedule schedule = Schedules.snapshotCosine(0.05, 6, 2);
        List<INDArray> weights = new ArrayList<>();
        for (int workers : List.of(1, 3)) {
            MultiLayerNetwork network =
                    TestNetworks.plain(new Sgd(0.1), LossFunction.MCXENT, Activation.SOFTMAX, TestNetworks.CLASSES);
            Run run = trainer(network, schedule, "workers" + workers)
                    .epochs(6)
                    .workers(workers)
                    .train(wide);
            assertThat(run.manifest().training().orElseThrow().workers()).hasValue(workers);
            weights.add(network.params());
        }
        assertThat(weights.get(1).sub(weights.get(0)).amaxNumber().doubleValue())
                .isLessThan(1e-6);
    }

    @Test
    void workers_ofASmallNetwork_areOneUnlessSet() {
        BatchSource divisible = BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 29, 3);
        Run run = trainer(TestNetworks.sequential(new Sgd(0.1)), Schedules.snapshotCosine(0.05, 1, 1), "small")
                .train(divisible);
        assertThat(run.manifest().training().orElseThrow().workers()).hasValue(1);
    }

    @Test
    void workers_notPositive_areRefused() {
        SnapshotTrainer trainer = trainer(TestNetworks.sequential(new Sgd(0.1)), Schedules.constant(0.1), "none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.workers(0))
                .withMessage("workers must be > 0, was 0");
    }

    @Test
    void train_sameSeed_givesTheSameWeightsToTheBit() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 16, 4);
        MultiLayerNetwork first = TestNetworks.sequential(new Nesterovs(0.1, 0.9));
        trainer(first, schedule, "first").epochs(4).train(batches());
        MultiLayerNetwork second = TestNetworks.sequential(new Nesterovs(0.1, 0.9));
        trainer(second, schedule, "second").epochs(4).train(batches());

        assertThat(Bits.of(second.params())).isEqualTo(Bits.of(first.params()));
        assertThat(Run.open(folder.resolve("first")).snapshots()).hasSize(4);
    }

    @Test
    void train_networkWithAFixedRate_followsTheSchedule() {
        CyclicSchedule schedule = Schedules.oneCycle(0.1, 8);
        MultiLayerNetwork put = TestNetworks.sequential(new Nesterovs(0.5, 0.9));
        trainer(put, schedule, "put").epochs(2).train(batches());
        MultiLayerNetwork own =
                TestNetworks.sequential(new Nesterovs(Dl4jSchedule.of(schedule), Dl4jSchedule.momentumOf(schedule)));
        trainer(own, schedule, "own").epochs(2).train(batches());
        assertThat(Bits.of(put.params())).isEqualTo(Bits.of(own.params()));
    }

    @Test
    void train_scheduleWithoutCycles_keepsTheLastIteration() {
        Schedule schedule = Schedules.stepDecay(0.1, 0.5, 3);
        ComputationGraph graph = TestNetworks.graph(new Sgd(0.1));
        Run run = trainer(graph, schedule, "run").epochs(3).train(batches());
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(11);
        assertThat(run.manifest().schedule()).isEqualTo("step_decay(initial=0.1,factor=0.5,every=3)");
        assertThat(Bits.of(run.restore(run.snapshots().get(0)).parameters())).isEqualTo(Bits.of(graph.params()));
    }

    @Test
    void manifest_afterTheRun_saysWhatWasTrained() {
        String nameLikeAChecksum = "\"checksum\" : \"" + "0".repeat(64) + "\"";
        DataRecord data = DataRecord.of(
                new DataDescription(
                        "somewhere",
                        "ab".repeat(32),
                        Task.CLASSIFICATION,
                        List.of("a", "b", "c", "d", "e"),
                        List.of("x", "y", nameLikeAChecksum),
                        Optional.empty()),
                Preprocessing.fit(Preprocessing.Kind.STANDARDIZE, DATA.getFeatures()),
                new DataRecord.SplitRecord(0.2, 0.1, 5),
                Optional.empty());
        Run run = trainer(TestNetworks.sequential(new Sgd(0.1)), Schedules.snapshotCosine(0.1, 8, 2), "run")
                .epochs(2)
                .seed(0)
                .modelName("tiny")
                .data(data)
                .validateOn(batches())
                .train(batches());

        RunManifest manifest = Run.open(run.folder()).manifest();
        assertThat(manifest.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(manifest.data()).contains(data);
        assertThat(manifest.model().name()).isEqualTo("tiny");
        assertThat(manifest.seed()).isZero();
        assertThat(manifest.schedule()).isEqualTo("snapshot_cosine(max=0.1,total=8,cycles=2)");
        assertThat(manifest.training().orElseThrow().batchSize()).isEqualTo(8);
        assertThat(manifest.training().orElseThrow().iterations()).isEqualTo(8);
        assertThat(manifest.training().orElseThrow().seconds().orElseThrow()).isPositive();
        assertThat(manifest.versions().deeplearning4j()).isEqualTo("1.0.0-M2.1");
        assertThat(manifest.versions().snapshotEnsemble()).startsWith("0.");
        assertThat(manifest.snapshots())
                .allSatisfy(snapshot -> assertThat(snapshot.validation()).isPresent());
    }

    @Test
    void observers_areToldInThePromisedOrder_whateverAnotherOneDoes() {
        List<String> told = new ArrayList<>();
        RunObserver broken = new RunObserver() {
            @Override
            public void iterationDone(IterationDone event) {
                throw new IllegalStateException("this observer is broken on purpose");
            }
        };
        trainer(TestNetworks.sequential(new Sgd(0.1)), Schedules.snapshotCosine(0.1, 8, 2), "run")
                .epochs(2)
                .observe(broken)
                .observe(new Recorder(told))
                .train(batches());
        assertThat(told)
                .filteredOn(event -> !event.startsWith("saved"))
                .containsExactly(
                        "started 8", "0", "1", "2", "3", "epoch 0", "4", "5", "6", "7", "epoch 1", "finished 2");
        assertThat(told).containsSubsequence("2", "saved 3", "saved 7", "finished 2");
        assertThat(told).containsSubsequence("6", "saved 7");
    }

    @Test
    void lossThatIsNotFinite_stopsTheRun_andKeepsTheSnapshotsSoFar() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.01, 16, 4);
        List<String> told = new ArrayList<>();
        assertThatThrownBy(() -> trainer(TestNetworks.sequential(new Sgd(0.1)), schedule, "run")
                        .epochs(4)
                        .observe(new Recorder(told))
                        .train(goodForTwoEpochs()))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageStartingWith("iteration 11: ");

        Run run = Run.open(folder.resolve("run"));
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.manifest().failure().orElseThrow()).startsWith("iteration 11: ");
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(3, 7);
        assertThat(told).last().asString().startsWith("failed iteration 11");
    }

    @Test
    void weightThatIsNotFinite_isInNoCheckpoint_soThatTheRunCanGoOn() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 8, 1);
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        RunObserver poison = new RunObserver() {
            @Override
            public void iterationDone(IterationDone event) {
                if (event.iteration() == 5) {
                    network.params().putScalar(0, Float.NaN);
                }
            }
        };
        assertThatThrownBy(() -> trainer(network, schedule, "run")
                        .epochs(2)
                        .checkpointEvery(1)
                        .observe(poison)
                        .train(batches()))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageStartingWith("iteration 5: a weight is not finite");

        Run run = trainer(TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule))), schedule, "run")
                .epochs(2)
                .checkpointEvery(1)
                .resume()
                .train(batches());
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FINISHED);
    }

    /** From the third epoch on, the last batch has a value that is not a number. */
    private static BatchSource goodForTwoEpochs() {
        DataSet poisoned = DATA.copy();
        poisoned.getFeatures().putScalar(28, 0, Float.NaN);
        return new BatchSource() {
            @Override
            public int batchesPerEpoch() {
                return 4;
            }

            @Override
            public Iterator<MultiDataSet> epoch(int epoch) {
                DataSet data = epoch < 2 ? DATA : poisoned;
                return BatchSource.inOrder(data.getFeatures(), data.getLabels(), 8)
                        .epoch(0);
            }
        };
    }

    @Test
    void truncatedBackPropagation_isPlannedByItsSegments() {
        MultiLayerNetwork network = TestNetworks.recurrent(new Sgd(0.1), 4);
        DataSet series = TestNetworks.series(6, 10);
        BatchSource batches = BatchSource.inOrder(series.getFeatures(), series.getLabels(), 4);
        Run run = trainer(network, Schedules.snapshotCosine(0.1, 12, 2), "run")
                .epochs(2)
                .train(batches);
        assertThat(run.manifest().training().orElseThrow().iterationsPerEpoch()).isEqualTo(6);
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(5, 11);
    }

    @Test
    void sourceThatMiscounts_isFoundOutAfterAnEpoch() {
        BatchSource miscounting = new BatchSource() {
            @Override
            public int batchesPerEpoch() {
                return 5;
            }

            @Override
            public Iterator<MultiDataSet> epoch(int epoch) {
                return batches().epoch(epoch);
            }
        };
        assertThatThrownBy(() -> trainer(
                                TestNetworks.sequential(new Sgd(0.1)), Schedules.snapshotCosine(0.1, 10, 2), "run")
                        .epochs(2)
                        .train(miscounting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "epoch 0 had 4 iterations, the plan has 5: every epoch must have the same number of batches");
    }

    @Test
    void trainedNetwork_isRefused() {
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(0.1));
        network.fit(DATA);
        assertThatThrownBy(() -> SnapshotTrainer.of(network, Schedules.constant(0.1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "network must have its iteration counter at 0, where the schedule begins, was 1; set it back with its"
                                + " configuration's setIterationCount(0)");
    }

    @Test
    void train_networkWithAnotherSchedule_followsItsOwn() {
        CyclicSchedule other = Schedules.snapshotCosine(0.05, 8, 2);
        Schedule constant = Schedules.constant(0.05);
        MultiLayerNetwork network = TestNetworks.sequential(new Nesterovs(Dl4jSchedule.of(other), 0.9));
        trainer(network, constant, "run").epochs(2).train(batches());

        MultiLayerNetwork expected = TestNetworks.sequential(new Nesterovs(Dl4jSchedule.of(constant), 0.9));
        trainer(expected, constant, "expected").epochs(2).train(batches());
        assertThat(Bits.of(network.params())).isEqualTo(Bits.of(expected.params()));
    }

    @Test
    void train_networkWhoseOneUpdaterFollowsTheSchedule_isLeftAsArranged() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.05, 8, 2);
        Sgd fixed = new Sgd(0.25);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(Dl4jSchedule.of(schedule)))
                .biasUpdater(fixed)
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(TestNetworks.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        network.init();
        trainer(network, schedule, "run").epochs(2).train(batches());
        assertThat(network.getLayer(0).conf().getLayer().getUpdaterByParam("b").getLearningRate(0, 0))
                .isEqualTo(0.25);
    }

    @Test
    void train_again_isRefused_forTheNetworkIsTrained() {
        SnapshotTrainer trainer =
                trainer(TestNetworks.sequential(new Sgd(0.1)), Schedules.snapshotCosine(0.1, 4, 1), "run");
        trainer.train(batches());
        Path again = folder.resolve("again");
        assertThatThrownBy(() -> trainer.saveTo(again).train(batches()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "network must have its iteration counter at 0, where the schedule begins, was 4; set it back"
                                + " with its configuration's setIterationCount(0)");
        assertThat(again).doesNotExist();
    }

    @Test
    void train_onTheSourceToValidateOn_isRefused() {
        BatchSource source = batches();
        SnapshotTrainer trainer = trainer(
                        TestNetworks.sequential(new Sgd(0.1)), Schedules.snapshotCosine(0.1, 4, 1), "run")
                .validateOn(source);
        assertThatThrownBy(() -> trainer.train(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source must be another than the one to validate on, was the same");
    }

    @Test
    void epochs_notPositive_areRefusedByThatName() {
        SnapshotTrainer trainer = trainer(TestNetworks.sequential(new Sgd(0.1)), Schedules.constant(0.1), "run");
        assertThatThrownBy(() -> trainer.epochs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs must be > 0, was 0");
    }

    @Test
    void failureWithoutAMessage_isRecordedByItsKind() {
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(0.1));
        network.addListeners(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                if (iteration == 3) {
                    throw new ArithmeticException();
                }
            }
        });
        SnapshotTrainer trainer =
                trainer(network, Schedules.snapshotCosine(0.1, 8, 4), "run").epochs(2);
        assertThatThrownBy(() -> trainer.train(batches())).isInstanceOf(ArithmeticException.class);
        assertThat(Run.open(folder.resolve("run")).manifest().failure()).hasValue("java.lang.ArithmeticException");
    }

    @Test
    void train_leavesNoListenerBehind() {
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(0.1));
        trainer(network, Schedules.snapshotCosine(0.1, 4, 1), "run").train(batches());
        assertThat(network.getListeners()).isEmpty();
    }

    private record Recorder(List<String> told) implements RunObserver {
        @Override
        public void runStarted(RunStarted event) {
            told.add("started " + event.plan().iterations());
        }

        @Override
        public void iterationDone(IterationDone event) {
            told.add(String.valueOf(event.iteration()));
        }

        @Override
        public void snapshotSaved(SnapshotSaved event) {
            told.add("saved " + event.snapshot().iteration());
        }

        @Override
        public void epochDone(EpochDone event) {
            told.add("epoch " + event.epoch());
        }

        @Override
        public void runFinished(RunFinished event) {
            told.add("finished " + event.run().snapshots().size());
        }

        @Override
        public void runFailed(RunFailed event) {
            told.add("failed " + event.reason());
        }
    }
}
