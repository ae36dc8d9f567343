package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures.OfRegression;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.SnapshotTrainer;

class EnsembleTest {

    private static final int EXAMPLES = 29;
    private static final DataSet DATA = TestNetworks.classification(EXAMPLES, 1);

    @TempDir
    Path folder;

    private Path trained(Model model) {
        return trained(model, BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3));
    }

    private Path trained(Model model, BatchSource batches) {
        return SnapshotTrainer.of(model, Schedules.snapshotCosine(0.1, 12, 3))
                .saveTo(folder.resolve("run"))
                .epochs(3)
                .train(batches)
                .folder();
    }

    @Test
    void scaledRun_toldWithoutItsData_isUndoneByItsEnsemble() {
        Preprocessing features = Preprocessing.fit(Preprocessing.Kind.STANDARDIZE, DATA.getFeatures());
        INDArray raw = DATA.getLabels().getColumn(0, true).mul(40_000).addi(250_000);
        Preprocessing targets = Preprocessing.fit(Preprocessing.Kind.STANDARDIZE, raw);
        BatchSource batches = BatchSource.inOrder(features.apply(DATA.getFeatures()), targets.apply(raw), EXAMPLES);
        Run run = SnapshotTrainer.of(
                        TestNetworks.plain(new Nesterovs(0.1, 0.9), LossFunction.MSE, Activation.IDENTITY, 1),
                        Schedules.snapshotCosine(0.1, 60, 2))
                .saveTo(folder.resolve("scaled"))
                .epochs(60)
                .scaling(new Scaling(features, targets))
                .validateOn(BatchSource.inOrder(features.apply(DATA.getFeatures()), targets.apply(raw), EXAMPLES))
                .train(batches);

        try (Ensemble ensemble = Ensemble.load(run.folder())) {
            INDArray prepared = ensemble.preprocess(DATA.getFeatures());
            assertThat(prepared).isEqualTo(features.apply(DATA.getFeatures()));
            Prediction prediction = ensemble.predict(prepared);
            for (int member = 0; member < 2; member++) {
                INDArray bare = run.restore(run.snapshots().get(member)).output(new INDArray[] {prepared}, null)[0];
                assertThat(prediction.members().slice(member)).isEqualTo(targets.undo(bare));
            }
            assertThat(prediction.output().minNumber().doubleValue()).isBetween(200_000.0, 300_000.0);
            INDArray lastError = prediction.members().slice(1).sub(raw);
            OfRegression figures =
                    (OfRegression) run.snapshots().get(1).validation().orElseThrow();
            assertThat(figures.meanSquaredError())
                    .isCloseTo(lastError.mul(lastError).meanNumber().doubleValue(), withinPercentage(0.01));
        }
    }

    @Test
    void preprocess_rowsAndImagesOfAnotherSize_becomeImagesAsTheRunHadThem() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        Scaling scaling = Scaling.ofFeatures(Preprocessing.fit(Preprocessing.Kind.RANGE, digits.features()));
        Model network = Architecture.parse("cnn").network(NetworkShape.of(digits), 1, new Nesterovs(0.1, 0.9));
        SnapshotTrainer.of(network, Schedules.snapshotCosine(0.1, 8, 1))
                .saveTo(folder.resolve("digits"))
                .data(DataRecord.of(
                        digits.description(), scaling, new DataRecord.SplitRecord(0.2, 0.1, 1), Optional.empty()))
                .train(BatchSource.inOrder(digits, scaling, 256));

        INDArray images = digits.features().get(NDArrayIndex.interval(0, 3));
        try (Ensemble ensemble = Ensemble.load(folder.resolve("digits"))) {
            INDArray prepared = ensemble.preprocess(images);
            assertThat(prepared).isEqualTo(scaling.features().apply(images));
            assertThat(ensemble.preprocess(images.reshape('c', 3, 64))).isEqualTo(prepared);
            // Each pixel four times, in color: brought back it is what it was, but for its neighbors' share.
            INDArray larger = Nd4j.create(DataType.FLOAT, 3, 3, 16, 16);
            for (int i = 0; i < larger.length(); i++) {
                int[] place = {i / 768, i / 256 % 3, i / 16 % 16, i % 16};
                larger.putScalar(place, images.getDouble(place[0], 0, place[2] / 2, place[3] / 2));
            }
            INDArray smaller = ensemble.preprocess(larger);
            assertThat(smaller.shape()).containsExactly(3, 1, 8, 8);
            assertThat(smaller.sub(prepared).norm2Number().doubleValue())
                    .isLessThan(0.25 * prepared.norm2Number().doubleValue());
            assertThat(ensemble.predict(smaller).classes()).hasSize(3);
            assertThatThrownBy(() -> ensemble.preprocess(images.reshape('c', 6, 32)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("raw must be images of 8x8 (height by width), channels: 1, or have their 64 values an"
                            + " example, had 32");
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void predict_whatIsNoFeature_isRefused() {
        Path run = trained(TestNetworks.byKind("MultiLayerNetwork", new Nesterovs(0.1, 0.9)));
        INDArray tooLarge = DATA.getFeatures().castTo(DataType.DOUBLE);
        tooLarge.putScalar(5, 0, 1e39);
        try (Ensemble ensemble = Ensemble.load(run);
                Ensemble inTurn = Ensemble.loadInTurn(run)) {
            for (Ensemble each : List.of(ensemble, inTurn)) {
                assertThatThrownBy(() -> each.predict(tooLarge))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageEndingWith("were beyond it in row 5");
                assertThatThrownBy(() -> each.predict((INDArray) null))
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("features 0 must not be null");
                assertThatThrownBy(() -> each.predict((INDArray[]) null))
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("features must not be null");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void predict_isTheMeanOfTheMembersInTheNetworksShape(String kind) {
        Path run = trained(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)));
        try (Ensemble ensemble = Ensemble.load(run)) {
            Prediction prediction = ensemble.predict(DATA.getFeatures());
            assertThat(ensemble.size()).isEqualTo(3);
            assertThat(prediction.members().shape()).containsExactly(3, EXAMPLES, TestNetworks.CLASSES);
            assertThat(prediction.output().shape()).containsExactly(EXAMPLES, TestNetworks.CLASSES);
            assertThat(prediction.output().dataType()).isEqualTo(DataType.FLOAT);
            for (int example = 0; example < EXAMPLES; example++) {
                for (int label = 0; label < TestNetworks.CLASSES; label++) {
                    double sum = 0;
                    for (int member = 0; member < 3; member++) {
                        sum += prediction.members().getDouble(member, example, label);
                    }
                    assertThat(prediction.exactOutput(0).getDouble(example, label))
                            .isEqualTo(sum / 3);
                }
            }
        }
    }

    @Test
    void predict_ofOneMember_isThatMembersNetwork() {
        Path runFolder = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        Run run = Run.open(runFolder);
        for (Snapshot snapshot : run.snapshots()) {
            try (Ensemble single = Ensemble.load(runFolder, MemberSelection.ids(List.of(snapshot.id())))) {
                INDArray alone = run.restore(snapshot).output(new INDArray[] {DATA.getFeatures()}, null)[0];
                INDArray difference =
                        single.predict(DATA.getFeatures()).output().sub(alone);
                assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void predict_fromSixThreads_equalsOneThreadToTheBit(String kind) throws Exception {
        Path run = trained(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)));
        List<INDArray> inputs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            inputs.add(TestNetworks.classification(1 + i % 17, i).getFeatures());
        }
        try (Ensemble ensemble = Ensemble.load(run)) {
            List<int[]> expected = inputs.stream()
                    .map(input -> Bits.of(ensemble.predict(input).members()))
                    .toList();
            ExecutorService threads = Executors.newFixedThreadPool(6);
            try {
                List<Future<int[]>> answers = new ArrayList<>();
                for (INDArray input : inputs) {
                    answers.add(
                            threads.submit(() -> Bits.of(ensemble.predict(input).members())));
                }
                for (int i = 0; i < inputs.size(); i++) {
                    assertThat(answers.get(i).get()).as("input %d", i).isEqualTo(expected.get(i));
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void predict_twoInputsTwoOutputs_givesEachOutput() {
        MultiDataSet data = TestNetworks.twoInputsTwoOutputs(20, 3);
        Path run =
                trained(TestNetworks.twoInputsTwoOutputs(new Nesterovs(0.05, 0.9)), BatchSource.shuffled(data, 5, 1));
        try (Ensemble ensemble = Ensemble.load(run)) {
            Prediction prediction = ensemble.predict(data.getFeatures());
            assertThat(ensemble.outputs()).isEqualTo(2);
            assertThat(ensemble.outputKind(0)).isEqualTo(OutputKind.MULTICLASS);
            assertThat(ensemble.outputKind(1)).isEqualTo(OutputKind.REGRESSION);
            assertThat(prediction.output(0).shape()).containsExactly(20, TestNetworks.CLASSES);
            assertThat(prediction.output(1).shape()).containsExactly(20, 2);
            assertThat(prediction.members(1).shape()).containsExactly(3, 20, 2);
            assertThat(prediction.classes(0)).hasSize(20);
            assertThatThrownBy(() -> prediction.classes(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("output 1 has no classes: it is REGRESSION with 2 dimensions");
            assertThat(Bits.of(ensemble.predict(data).members(1))).isEqualTo(Bits.of(prediction.members(1)));
        }
    }

    @Test
    void classesAndSpread_followFromTheMembers() {
        Path run = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        try (Ensemble ensemble = Ensemble.load(run)) {
            Prediction prediction = ensemble.predict(DATA.getFeatures());
            INDArray mean = prediction.exactOutput(0);
            int[] classes = prediction.classes();
            for (int example = 0; example < EXAMPLES; example++) {
                for (int label = 0; label < TestNetworks.CLASSES; label++) {
                    assertThat(mean.getDouble(example, classes[example]))
                            .isGreaterThanOrEqualTo(mean.getDouble(example, label));
                    double squares = 0;
                    for (int member = 0; member < 3; member++) {
                        double difference =
                                prediction.members().getDouble(member, example, label) - mean.getDouble(example, label);
                        squares += difference * difference;
                    }
                    assertThat(prediction.spread().getDouble(example, label))
                            .isCloseTo(Math.sqrt(squares / 3), within(1e-12));
                }
            }
        }
    }

    @Test
    void binaryOutput_hasTwoClasses() {
        INDArray labels = DATA.getLabels().getColumn(0, true).dup();
        Path run = trained(
                TestNetworks.plain(new Nesterovs(0.1, 0.9), LossFunction.XENT, Activation.SIGMOID, 1),
                BatchSource.shuffled(DATA.getFeatures(), labels, 8, 1));
        try (Ensemble ensemble = Ensemble.load(run)) {
            Prediction prediction = ensemble.predict(DATA.getFeatures());
            assertThat(ensemble.outputKind(0)).isEqualTo(OutputKind.BINARY);
            int[] classes = prediction.classes();
            for (int example = 0; example < EXAMPLES; example++) {
                double probability = prediction.exactOutput(0).getDouble(example, 0);
                assertThat(classes[example]).isEqualTo(probability > 0.5 ? 1 : 0);
            }
            assertThat(classes).contains(0, 1);
        }
    }

    @Test
    void load_damagedSnapshot_isRefusedWithItsName() throws IOException {
        Path run = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        Path file = run.resolve("snapshots/cycle-0002.zip");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Ensemble.load(run))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(file + ": damaged: its SHA-256 is ");
    }

    @Test
    void load_damagedManifest_isRefused() throws IOException {
        Path run = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        Path manifest = run.resolve("run.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"cycle\" : 1", "\"cycle\" : 2"));
        assertThatThrownBy(() -> Ensemble.load(run))
                .isInstanceOf(RunException.class)
                .hasMessage(manifest + ": damaged: its SHA-256 is not the one it carries");
    }

    @Test
    void load_folderWithoutRun_isRefused() {
        assertThatThrownBy(() -> Ensemble.load(folder))
                .isInstanceOf(RunException.class)
                .hasMessage(folder.resolve("run.json") + ": no such file: " + folder + " holds no run");
    }

    @Test
    void load_folderThatHoldsRuns_saysWhichAreInIt() throws IOException {
        for (int fold = 5; fold >= 1; fold--) {
            Files.writeString(
                    Files.createDirectory(folder.resolve("fold-0" + fold)).resolve("run.json"), "");
        }
        Files.createDirectory(folder.resolve("other"));
        assertThatThrownBy(() -> Ensemble.load(folder))
                .isInstanceOf(RunException.class)
                .hasMessage(folder.resolve("run.json") + ": no such file: " + folder
                        + " holds no run itself, those in it are fold-01, fold-02, fold-03 and 2 more");
    }

    @Test
    void load_selectionOfNothing_isRefused() {
        Path run = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        assertThatThrownBy(() -> Ensemble.load(run, snapshots -> List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("selection must select at least one of the run's 3 snapshots, selected none");
    }

    private record OwnCombiner(Function<INDArray, INDArray> rule) implements Combiner {

        @Override
        public String name() {
            return "mine";
        }

        @Override
        public INDArray combine(INDArray members, OutputKind kind) {
            return rule.apply(members);
        }
    }

    @Test
    void predict_byAnOwnCombiner_isExactInDoubleWhateverItGives() {
        Path run = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        try (Ensemble ensemble = Ensemble.load(run).with(new OwnCombiner(members -> members.max(0)))) {
            INDArray exact = ensemble.predict(DATA.getFeatures()).exactOutput(0);
            assertThat(exact.dataType()).isEqualTo(DataType.DOUBLE);
            assertThat(exact.shape()).containsExactly(EXAMPLES, TestNetworks.CLASSES);
        }
    }

    @Test
    void predict_byAnOwnCombinerOfAnotherShape_isRefused() {
        Path run = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        try (Ensemble ensemble = Ensemble.load(run).with(new OwnCombiner(members -> members))) {
            assertThatThrownBy(() -> ensemble.predict(DATA.getFeatures()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("combiner mine must give [29, 3] for members [3, 29, 3], gave [3, 29, 3]");
        }
    }

    @Test
    void with_anotherRule_sharesTheMembersAndClosesWithThem() {
        Ensemble ensemble = Ensemble.load(trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9))));
        Ensemble vote = ensemble.with(Combiner.vote());
        assertThat(Bits.of(vote.predict(DATA.getFeatures()).members()))
                .isEqualTo(Bits.of(ensemble.predict(DATA.getFeatures()).members()));
        vote.close();
        assertThatThrownBy(() -> ensemble.predict(DATA.getFeatures()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ensemble is closed");
    }

    @Test
    void predict_afterClose_isRefused() {
        Ensemble ensemble = Ensemble.load(trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9))));
        ensemble.close();
        assertThatThrownBy(() -> ensemble.predict(DATA.getFeatures()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ensemble is closed");
    }

    @Test
    void predict_doubles_isTheAnswerToTheSameFloats() {
        try (Ensemble ensemble = Ensemble.load(trained(
                TestNetworks.sequential(new Nesterovs(0.1, 0.9)),
                BatchSource.inOrder(DATA.getFeatures(), DATA.getLabels(), 8)))) {
            INDArray doubles = DATA.getFeatures().castTo(DataType.DOUBLE);

            assertThat(Bits.of(ensemble.predict(doubles).members()))
                    .isEqualTo(Bits.of(ensemble.predict(DATA.getFeatures()).members()));
        }
    }

    @Test
    void predict_inACallersWorkspace_givesWhatOutlivesIt() {
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(10_000_000).build();
        try (Ensemble ensemble = Ensemble.load(trained(
                TestNetworks.sequential(new Nesterovs(0.1, 0.9)),
                BatchSource.inOrder(DATA.getFeatures(), DATA.getLabels(), 8)))) {
            Prediction prediction;
            try (MemoryWorkspace workspace =
                    Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "EnsembleTest")) {
                prediction = ensemble.predict(DATA.getFeatures());
            }
            assertThat(prediction.exactOutput(0).isAttached()).isFalse();
            assertThat(prediction.members().isAttached()).isFalse();
            assertThat(Bits.of(prediction.output()))
                    .isEqualTo(Bits.of(ensemble.predict(DATA.getFeatures()).output()));
        }
    }

    /** The geometric mean is for probabilities; the network's second output is a regression. */
    @Test
    void predict_severalOutputs_ruleThatFitsOneOfThem_failsOnlyForTheOther() {
        MultiDataSet data = TestNetworks.twoInputsTwoOutputs(EXAMPLES, 1);
        try (Ensemble ensemble = Ensemble.load(trained(
                        TestNetworks.twoInputsTwoOutputs(new Nesterovs(0.01, 0.9)), BatchSource.inOrder(data, 8)))
                .with(Combiner.geometric())) {
            Prediction prediction = ensemble.predict(data);

            assertThat(prediction.output(0).shape()).containsExactly(EXAMPLES, TestNetworks.CLASSES);
            assertThat(prediction.members(1).size(0)).isEqualTo(3);
            assertThatThrownBy(() -> prediction.output(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("combiner geometric needs probabilities, the output is a regression");
        }
    }

    @Test
    void with_weightsOfAnotherNumberOfMembers_isRefused() {
        try (Ensemble ensemble = Ensemble.load(trained(
                TestNetworks.sequential(new Nesterovs(0.1, 0.9)),
                BatchSource.inOrder(DATA.getFeatures(), DATA.getLabels(), 8)))) {
            assertThatThrownBy(() -> ensemble.with(Combiner.weighted(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("weights must be as many as there are members, 3, were 2");
        }
    }
}
