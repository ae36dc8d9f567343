package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.AmplitudeFunction;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;

class SnapshotListenerTest {

    private static final int BATCHES = 4;
    private static final int EPOCHS = 6;
    private static final DataSet DATA = TestNetworks.classification(29, 1);

    @TempDir
    Path folder;

    private static DataSetIterator batches() {
        return TestNetworks.batches(DATA, 8);
    }

    private static CyclicSchedule threeCycles() {
        return Schedules.snapshotCosine(0.1, EPOCHS * BATCHES, 3);
    }

    static Stream<Arguments> networksAndUpdaters() {
        CyclicSchedule schedule = threeCycles();
        CyclicSchedule oneCycle = Schedules.oneCycle(0.1, EPOCHS * BATCHES);
        return Stream.of("MultiLayerNetwork", "ComputationGraph")
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, schedule, new Sgd(Dl4jSchedule.of(schedule))),
                        Arguments.of(kind, schedule, new Adam(Dl4jSchedule.of(schedule))),
                        Arguments.of(kind, schedule, new Nesterovs(Dl4jSchedule.of(schedule), 0.9)),
                        Arguments.of(
                                kind,
                                oneCycle,
                                new Nesterovs(Dl4jSchedule.of(oneCycle), Dl4jSchedule.momentumOf(oneCycle)))));
    }

    @ParameterizedTest
    @MethodSource("networksAndUpdaters")
    void fit_withListenerAndValidation_equalsFitWithoutToTheBit(
            String kind, CyclicSchedule schedule, IUpdater updater) {
        Model without = fitted(kind, updater, List.of());
        float randomWithout = Nd4j.rand(1).getFloat(0);
        Model with = fitted(
                kind, updater, List.of(SnapshotListener.saveTo(folder, schedule).validateOn(batches())));
        float randomWith = Nd4j.rand(1).getFloat(0);

        assertThat(Bits.of(with.params())).isEqualTo(Bits.of(without.params()));
        assertThat(Bits.of(updaterState(with))).isEqualTo(Bits.of(updaterState(without)));
        assertThat(randomWith).isEqualTo(randomWithout);
    }

    @ParameterizedTest
    @MethodSource("networksAndUpdaters")
    void lastSnapshot_afterFit_equalsTheLiveNetwork(String kind, CyclicSchedule schedule, IUpdater updater)
            throws IOException {
        Model live = fitted(kind, updater, List.of(SnapshotListener.saveTo(folder, schedule)));

        Run run = Run.open(folder);
        Snapshot last = run.snapshots().get(run.snapshots().size() - 1);
        Network restored = run.restore(last);
        assertThat(last.iteration()).isEqualTo(EPOCHS * BATCHES - 1);
        assertThat(Bits.of(restored.parameters())).isEqualTo(Bits.of(live.params()));
        assertThat(Bits.of(restored.output(features(), null)[0]))
                .isEqualTo(Bits.of(Network.of(live).output(features(), null)[0]));
        assertThat(configuration(folder.resolve(last.file()))).doesNotContain("org.snapshotensemble");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void eachSnapshot_ofConstrainedNetwork_equalsTrainingThatStopsThere(String kind) {
        CyclicSchedule schedule = threeCycles();
        fitted(kind, new Sgd(Dl4jSchedule.of(schedule)), List.of(SnapshotListener.saveTo(folder, schedule)));

        Run run = Run.open(folder);
        assertThat(run.snapshots()).hasSize(3);
        for (Snapshot snapshot : run.snapshots()) {
            Model stopped = TestNetworks.byKind(kind, new Sgd(Dl4jSchedule.of(schedule)));
            Network stoppedNetwork = Network.of(stopped);
            Fits.fit(stopped, batches(), (snapshot.iteration() + 1) / BATCHES);
            Network restored = run.restore(snapshot);
            assertThat(Bits.of(restored.parameters())).as(snapshot.id()).isEqualTo(Bits.of(stopped.params()));
            assertThat(restored.iteration()).isEqualTo(stoppedNetwork.iteration());
        }
    }

    @Test
    void snapshots_ofACosine_areTakenAfterTheTroughsOnly() {
        CyclicSchedule schedule = threeCycles();
        fitted(
                "MultiLayerNetwork",
                new Sgd(Dl4jSchedule.of(schedule)),
                List.of(SnapshotListener.saveTo(folder, schedule)));

        List<Snapshot> snapshots = Run.open(folder).snapshots();
        assertThat(snapshots).extracting(Snapshot::iteration).containsExactly(7, 15, 23);
        assertThat(snapshots).extracting(Snapshot::epoch).containsExactly(1, 3, 5);
        assertThat(snapshots).extracting(Snapshot::id).containsExactly("cycle-0001", "cycle-0002", "cycle-0003");
        assertThat(snapshots)
                .extracting(Snapshot::learningRate)
                .containsExactly(schedule.rateAt(7), schedule.rateAt(15), schedule.rateAt(23));
    }

    @Test
    void snapshot_restoredByDeeplearning4j_hasCountersAndPlainRate() throws IOException {
        CyclicSchedule schedule = threeCycles();
        fitted(
                "MultiLayerNetwork",
                new Nesterovs(Dl4jSchedule.of(schedule), 0.9),
                List.of(SnapshotListener.saveTo(folder, schedule)));

        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(
                folder.resolve("snapshots/cycle-0002.zip").toFile(), false);
        assertThat(restored.getIterationCount()).isEqualTo(16);
        assertThat(restored.getEpochCount()).isEqualTo(3);
        assertThat(restored.getLearningRate(0)).isEqualTo(schedule.rateAt(15));
        assertThat(((Nesterovs) restored.getLayer(0).conf().getLayer().getUpdaterByParam("W")).getMomentum())
                .isEqualTo(0.9);
    }

    @Test
    void fitDataSetByDataSet_keepsEveryTrough() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 7, 3);
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        for (int i = 0; i < 7; i++) {
            network.fit(DATA);
        }
        assertThat(Run.open(folder).snapshots()).extracting(Snapshot::iteration).containsExactly(2, 4, 6);
        assertThat(Run.open(folder).manifest().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(Run.open(folder).manifest().seed()).isEqualTo(7);
    }

    @Test
    void fitMultiDataSet_ofTwoInputsAndOutputs_keepsEveryTrough() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.05, 6, 2);
        ComputationGraph graph = TestNetworks.twoInputsTwoOutputs(new Sgd(Dl4jSchedule.of(schedule)));
        MultiDataSet batch = TestNetworks.twoInputsTwoOutputs(9, 3);
        graph.addListeners(SnapshotListener.saveTo(folder, schedule));
        for (int i = 0; i < 6; i++) {
            graph.fit(batch);
        }

        Run run = Run.open(folder);
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(2, 5);
        INDArray[] restored = run.restore(run.snapshots().get(1)).output(batch.getFeatures(), null);
        INDArray[] live = graph.output(batch.getFeatures());
        assertThat(Bits.of(restored[0])).isEqualTo(Bits.of(live[0]));
        assertThat(Bits.of(restored[1])).isEqualTo(Bits.of(live[1]));
    }

    @Test
    void listenerAddedInTheMiddle_keepsTheTroughsThatFollow() {
        CyclicSchedule schedule = threeCycles();
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        network.fit(batches(), 3);
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        network.fit(batches(), 3);
        assertThat(Run.open(folder).snapshots()).extracting(Snapshot::iteration).containsExactly(15, 23);
    }

    @Test
    void history_hasOneRowAnIteration_withTheScheduleAndTheValidation() throws IOException {
        CyclicSchedule schedule = Schedules.oneCycle(0.1, EPOCHS * BATCHES);
        fitted(
                "MultiLayerNetwork",
                new Nesterovs(Dl4jSchedule.of(schedule), Dl4jSchedule.momentumOf(schedule)),
                List.of(SnapshotListener.saveTo(folder, schedule).validateOn(batches())));

        List<String> rows = Files.readAllLines(folder.resolve("history.csv"));
        assertThat(rows).hasSize(1 + EPOCHS * BATCHES).first().isEqualTo(HistoryFile.HEADER);
        assertThat(rows.get(5))
                .startsWith("4,1,0," + schedule.rateAt(4) + ","
                        + schedule.momentumAt(4).orElseThrow() + ",")
                .endsWith(",,");
        ValidationFigures.OfClassification figures = (ValidationFigures.OfClassification)
                Run.open(folder).snapshots().get(0).validation().orElseThrow();
        assertThat(rows.get(EPOCHS * BATCHES)).endsWith("," + figures.accuracy() + "," + figures.logLoss());
        assertThat(figures.accuracy()).isBetween(0.4, 1.0);
    }

    @Test
    void history_ofFitsWithoutEpochs_hasTheIterationsAfterTheLastTroughToo() throws IOException {
        CyclicSchedule endless = Schedules.triangular(0.01, 0.1, 2);
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(endless)));
        network.addListeners(SnapshotListener.saveTo(folder, endless));
        for (int iteration = 0; iteration < 7; iteration++) {
            network.fit(DATA);
        }
        assertThat(Files.readAllLines(folder.resolve("history.csv"))).hasSize(1 + 7);
    }

    @Test
    void saveTo_folderThatHoldsARun_isRefusedAtOnce() {
        CyclicSchedule schedule = threeCycles();
        fitted(
                "MultiLayerNetwork",
                new Sgd(Dl4jSchedule.of(schedule)),
                List.of(SnapshotListener.saveTo(folder, schedule)));
        assertThatThrownBy(() -> SnapshotListener.saveTo(folder, schedule))
                .isInstanceOf(RunException.class)
                .hasMessage(folder + ": holds a run already; choose another folder or delete this one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.json",
                "history.csv",
                "checkpoint.zip",
                "checkpoint-previous.zip",
                "snapshots/cycle-0001.zip"
            })
    void saveTo_folderWithAFileOfThatName_isRefusedAtOnce(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> SnapshotListener.saveTo(folder, threeCycles()))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        folder + ": must be empty of a run's files, but there is " + file + "; choose another folder");
        assertThat(file).hasContent("mine");
    }

    @Test
    void twoListenersWithOneFolder_theSecondToBeginIsRefused_andTheFirstRunStays() throws IOException {
        CyclicSchedule schedule = threeCycles();
        MultiLayerNetwork first = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        MultiLayerNetwork second = TestNetworks.sequential(new Adam(Dl4jSchedule.of(schedule)));
        first.addListeners(SnapshotListener.saveTo(folder, schedule));
        second.addListeners(SnapshotListener.saveTo(folder, schedule));
        first.fit(DATA);
        String model = Files.readString(folder.resolve("model.json"));
        assertThatThrownBy(() -> second.fit(DATA))
                .isInstanceOf(RunException.class)
                .hasMessage(folder + ": holds a run already; choose another folder or delete this one");
        assertThat(folder.resolve("model.json")).hasContent(model);
    }

    @Test
    void saveTo_aFile_isRefusedAtOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> SnapshotListener.saveTo(file, threeCycles()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void snapshotThatCannotBeSaved_stopsTheTrainingWithThePath() throws IOException {
        CyclicSchedule schedule = threeCycles();
        SnapshotListener listener = SnapshotListener.saveTo(folder, schedule);
        Path blocked = Files.createDirectories(folder.resolve("snapshots/cycle-0002.zip/inside"))
                .getParent();

        assertThatThrownBy(() -> fitted("MultiLayerNetwork", new Sgd(Dl4jSchedule.of(schedule)), List.of(listener)))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("cannot save snapshot " + blocked + ": ");
        assertThat(Run.open(folder).snapshots()).extracting(Snapshot::id).containsExactly("cycle-0001");
        assertThat(folder.resolve("snapshots")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void divergedWeights_areNotKept() {
        CyclicSchedule schedule = Schedules.snapshotCosine(1e30, 4, 2);
        assertThatThrownBy(() -> fitted(
                        "MultiLayerNetwork",
                        new Sgd(Dl4jSchedule.of(schedule)),
                        List.of(SnapshotListener.saveTo(folder, schedule))))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("iteration 1: a weight is not finite, so cycle 1 has no snapshot; lower the maximum rate");
        assertThat(Run.open(folder).snapshots()).isEmpty();
    }

    @Test
    void anotherNetworkWithTheSameListener_isRefused() {
        CyclicSchedule schedule = threeCycles();
        SnapshotListener listener = SnapshotListener.saveTo(folder, schedule);
        MultiLayerNetwork first = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        MultiLayerNetwork second = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        first.addListeners(listener);
        second.addListeners(listener);
        first.fit(DATA);
        assertThatThrownBy(() -> second.fit(DATA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("belongs to one network");
    }

    @Test
    void ownAmplitudeFunction_leavesTheTroughsRateAsANumber() throws IOException {
        CyclicSchedule schedule =
                Schedules.cyclic(0.001, 0.1, 2, AmplitudeFunction.ofCycle("halving", cycle -> Math.pow(0.5, cycle)));
        fitted(
                "ComputationGraph",
                new Adam(Dl4jSchedule.of(schedule)),
                List.of(SnapshotListener.saveTo(folder, schedule)));

        Run run = Run.open(folder);
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(3, 7, 11, 15, 19, 23);
        assertThat(run.restore(run.snapshots().get(2)).learningRates(12, 2)).containsExactly(schedule.rateAt(11));
        assertThat(run.manifest().schedule()).isEqualTo("cyclic(base=0.001,max=0.1,stepSize=2,amplitude=halving)");
    }

    static Model fitted(String kind, IUpdater updater, List<TrainingListener> listeners) {
        Model model = TestNetworks.byKind(kind, updater.clone());
        model.addListeners(listeners.toArray(TrainingListener[]::new));
        Fits.fit(model, batches(), EPOCHS);
        return model;
    }

    private static INDArray[] features() {
        return new INDArray[] {DATA.getFeatures()};
    }

    private static INDArray updaterState(Model model) {
        return model instanceof MultiLayerNetwork network
                ? network.getUpdater().getStateViewArray()
                : ((ComputationGraph) model).getUpdater().getStateViewArray();
    }

    private static String configuration(Path zip) throws IOException {
        try (java.nio.file.FileSystem files = java.nio.file.FileSystems.newFileSystem(zip)) {
            return Files.readString(files.getPath("configuration.json"));
        }
    }
}
