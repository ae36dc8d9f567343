package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.forward.Scratch;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class MemberPredictorTest {

    private final TestPredictors predictors = new TestPredictors();

    @AfterEach
    void close() {
        predictors.close();
    }

    private static final class Case {

        private final String name;
        private final Model[] models;
        private final INDArray[] features;
        private final INDArray[] masks;

        Case(String name, Model[] models, INDArray[] features, INDArray[] masks) {
            this.name = name;
            this.models = models;
            this.features = features;
            this.masks = masks;
        }

        static Case of(String name, Model[] models, INDArray... features) {
            return new Case(name, models, features, new INDArray[features.length]);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        INDArray rows = TestNetworks.classification(TestPredictors.EXAMPLES, 1).getFeatures();
        INDArray images = TestNetworks.images(TestPredictors.EXAMPLES, 2).getFeatures();
        INDArray series = TestNetworks.series(TestPredictors.EXAMPLES, 7).getFeatures();
        MultiDataSet two = TestNetworks.twoInputsTwoOutputs(TestPredictors.EXAMPLES, 3);
        return Stream.of(
                Case.of("dense", TestPredictors.models(() -> TestNetworks.sequential(TestPredictors.UPDATER)), rows),
                Case.of("dense graph", TestPredictors.models(() -> TestNetworks.graph(TestPredictors.UPDATER)), rows),
                Case.of(
                        "rows in Fortran order",
                        TestPredictors.models(() -> TestNetworks.graph(TestPredictors.UPDATER)),
                        rows.dup('f')),
                Case.of(
                        "convolution",
                        TestPredictors.models(() -> TestNetworks.convolutional(TestPredictors.UPDATER)),
                        images),
                Case.of(
                        "wide convolution",
                        TestPredictors.models(TestPredictors::wide),
                        TestPredictors.noise(TestPredictors.EXAMPLES, 1, 28, 28)),
                Case.of(
                        "wide convolution graph",
                        TestPredictors.models(() -> TestPredictors.wide().toComputationGraph()),
                        TestPredictors.noise(TestPredictors.EXAMPLES, 1, 28, 28)),
                Case.of(
                        "two inputs",
                        TestPredictors.models(() -> TestNetworks.twoInputsTwoOutputs(TestPredictors.UPDATER)),
                        two.getFeatures()),
                Case.of(
                        "series",
                        TestPredictors.models(() -> TestNetworks.recurrent(TestPredictors.UPDATER, 3)),
                        series),
                new Case(
                        "masked series",
                        TestPredictors.models(() -> TestNetworks.recurrent(TestPredictors.UPDATER, 3)),
                        new INDArray[] {series},
                        new INDArray[] {stepsMask(7)}));
    }

    /** Series of 1 to {@code steps} steps. */
    private static INDArray stepsMask(int steps) {
        INDArray mask = Nd4j.zeros(DataType.FLOAT, TestPredictors.EXAMPLES, steps);
        for (int example = 0; example < TestPredictors.EXAMPLES; example++) {
            for (int step = 0; step <= example % steps; step++) {
                mask.putScalar(example, step, 1);
            }
        }
        return mask;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predict_severalSlices_isWhatEachMemberGivesOfEachSlice(Case data) {
        MemberPredictor predictor = predictors.of(2, data.models);
        List<INDArray> answers = predictor.predict(data.features, data.masks);
        Network first = Network.of(data.models[0]);
        Slices slices = new SliceLength().cut(new Member(first), TestPredictors.EXAMPLES, data.features);
        assertThat(slices.count()).isGreaterThan(1);
        boolean isMasked = Arrays.stream(data.masks).anyMatch(Objects::nonNull);
        Scratch scratch = new Scratch();
        for (int member = 0; member < data.models.length; member++) {
            Network network = Network.of(data.models[member]);
            INDArray[] whole = network.output(data.features, data.masks);
            assertThat(answers).hasSize(whole.length);
            for (int output = 0; output < whole.length; output++) {
                INDArray ofMember = answers.get(output).slice(member, 0);
                assertThat(ofMember.shape()).isEqualTo(whole[output].shape());
                assertThat(ofMember.sub(whole[output]).amaxNumber().doubleValue())
                        .isLessThan(1e-6);
                for (int slice = 0; slice < slices.count(); slice++) {
                    INDArray alone = new Member(network)
                            .output(
                                    part(slices, slice, data.features),
                                    isMasked ? part(slices, slice, data.masks) : null,
                                    scratch)[output];
                    assertThat(Bits.of(part(slices, slice, new INDArray[] {ofMember})[0]))
                            .as("member %d, output %d, slice %d", member, output, slice)
                            .isEqualTo(Bits.of(alone));
                }
            }
        }
    }

    private static INDArray[] part(Slices slices, int slice, INDArray[] arrays) {
        INDArray[] parts = new INDArray[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            parts[i] = arrays[i] == null ? null : interval(arrays[i], slices.from(slice), slices.to(slice));
        }
        return parts;
    }

    private static INDArray interval(INDArray array, long from, long to) {
        return switch (array.rank()) {
            case 2 -> array.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
            case 3 -> array.get(NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all());
            default ->
                array.get(NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all());
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predict_onAnyNumberOfCores_isTheSameToTheBit(Case data) {
        List<INDArray> expected = predictors.of(1, data.models).predict(data.features, data.masks);
        for (int cores : new int[] {2, 5}) {
            List<INDArray> answers =
                    predictors.of(cores, TestPredictors.copies(data.models)).predict(data.features, data.masks);
            for (int output = 0; output < expected.size(); output++) {
                assertThat(Bits.of(answers.get(output)))
                        .as("%d cores, output %d", cores, output)
                        .isEqualTo(Bits.of(expected.get(output)));
            }
        }
    }

    @Test
    void predict_networkThatGivesTwoAnswersAnExample_isNotCut() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .graphBuilder()
                .addInputs("left", "right")
                .addVertex("both", new StackVertex(), "left", "right")
                .addLayer(
                        "hidden",
                        new DenseLayer.Builder()
                                .nIn(TestNetworks.FEATURES)
                                .nOut(4)
                                .build(),
                        "both")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nIn(4)
                                .nOut(2)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "hidden")
                .setOutputs("out")
                .build());
        graph.init();
        INDArray[] features =
                TestNetworks.twoInputsTwoOutputs(TestPredictors.EXAMPLES, 3).getFeatures();
        INDArray answer = predictors.of(2, graph).predict(features, null).get(0);
        assertThat(answer.shape()).containsExactly(1, 2 * TestPredictors.EXAMPLES, 2);
        assertThat(Bits.of(answer)).isEqualTo(Bits.of(graph.output(features)[0]));
    }

    @Test
    void predict_insideOfAWorkspace_readsWhatIsInItAndAnswersOutside() {
        Model[] models = TestPredictors.models(() -> TestNetworks.convolutional(TestPredictors.UPDATER));
        MemberPredictor predictor = predictors.of(3, models);
        INDArray images = TestNetworks.images(TestPredictors.EXAMPLES, 4).getFeatures();
        int[] expected =
                Bits.of(predictor.predict(new INDArray[] {images}, null).get(0));
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(10_000_000).build();
        try (MemoryWorkspace workspace =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "MemberPredictorTest")) {
            INDArray inside = images.dup();
            assertThat(inside.isAttached()).isTrue();
            INDArray answer = predictor.predict(new INDArray[] {inside}, null).get(0);
            assertThat(answer.isAttached()).isFalse();
            assertThat(Bits.of(answer.detach())).isEqualTo(expected);
        }
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 129, 256, 257})
    void predict_sizesAroundASlice_answersEveryExample(int examples) {
        MemberPredictor predictor =
                predictors.of(2, TestPredictors.models(() -> TestNetworks.sequential(TestPredictors.UPDATER)));
        INDArray rows = TestNetworks.classification(examples, 1).getFeatures();
        INDArray answer = predictor.predict(new INDArray[] {rows}, null).get(0);
        assertThat(answer.shape()).containsExactly(3, examples, TestNetworks.CLASSES);
        for (int example = 0; example < examples; example++) {
            INDArray one = predictor
                    .predict(new INDArray[] {interval(rows, example, example + 1)}, null)
                    .get(0);
            INDArray here =
                    answer.get(NDArrayIndex.all(), NDArrayIndex.interval(example, example + 1), NDArrayIndex.all());
            assertThat(here.dup().sub(one).amaxNumber().doubleValue()).isLessThan(1e-6);
        }
    }

    @Test
    void predict_inputsOfDifferentLengths_areRefusedByName() {
        MemberPredictor predictor =
                predictors.of(2, TestPredictors.models(() -> TestNetworks.twoInputsTwoOutputs(TestPredictors.UPDATER)));
        INDArray twenty = TestNetworks.classification(20, 1).getFeatures();
        INDArray seven = TestNetworks.classification(7, 1).getFeatures();
        assertThatThrownBy(() -> predictor.predict(new INDArray[] {twenty, seven}, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must all have as many examples as features 0, 20, but features 1 are [7, 5]");
        assertThatThrownBy(() -> predictor.predict(new INDArray[] {twenty}, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be 2 arrays, one an input, was 1");
        INDArray[] masks = {null, Nd4j.ones(7, 1)};
        assertThatThrownBy(() -> predictor.predict(new INDArray[] {twenty, twenty}, masks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature masks must all have as many examples as features 0, 20,"
                        + " but feature masks 1 are [7, 1]");
    }

    @Test
    void predict_noExample_isRefused() {
        MemberPredictor predictor =
                predictors.of(2, TestPredictors.models(() -> TestNetworks.sequential(TestPredictors.UPDATER)));
        for (INDArray none : List.of(Nd4j.empty(DataType.FLOAT), Nd4j.create(DataType.FLOAT, 0, 5))) {
            assertThatThrownBy(() -> predictor.predict(new INDArray[] {none}, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("features must have at least one example, were [");
        }
    }

    @Test
    void predict_featuresThatDoNotFit_failsAndLeavesTheNextCallWell() {
        MemberPredictor predictor =
                predictors.of(3, TestPredictors.models(() -> TestNetworks.sequential(TestPredictors.UPDATER)));
        INDArray rows = TestNetworks.classification(TestPredictors.EXAMPLES, 1).getFeatures();
        int[] expected = Bits.of(predictor.predict(new INDArray[] {rows}, null).get(0));
        INDArray tooWide = Nd4j.ones(DataType.FLOAT, TestPredictors.EXAMPLES, TestNetworks.FEATURES + 1);
        assertThatThrownBy(() -> predictor.predict(new INDArray[] {tooWide}, null))
                .hasMessageContaining("does not match layer input size");
        assertThat(Bits.of(predictor.predict(new INDArray[] {rows}, null).get(0)))
                .isEqualTo(expected);
    }

    /** As a service does that takes a new run while a cascade is between two members. */
    @Test
    void inCall_thatHasBegunBeforeTheClosing_asksToItsEnd() {
        INDArray[] rows = {TestNetworks.classification(5, 1).getFeatures()};
        MemberPredictor predictor =
                predictors.of(2, TestPredictors.models(() -> TestNetworks.sequential(TestPredictors.UPDATER)));
        int[] expected = Bits.of(predictor.predict(rows, null).get(0));

        int[] answers = predictor.inCall(() -> {
            predictor.close();
            return Bits.of(predictor.ask(rows, null).get(0));
        });

        assertThat(answers).isEqualTo(expected);
        assertThatThrownBy(() -> predictor.predict(rows, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ensemble is closed");
    }

    /** The last step of a series of which all is masked cannot be found. */
    @Test
    void predict_afterAMaskThatFailed_knowsNothingOfIt() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .list(
                        new LastTimeStep(new LSTM.Builder().nOut(4).build()),
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.recurrent(3))
                .build());
        network.init();
        MemberPredictor predictor = predictors.of(1, network);
        INDArray[] series = {TestNetworks.series(4, 6).getFeatures()};
        int[] expected = Bits.of(predictor.predict(series, null).get(0));

        assertThatThrownBy(() -> predictor.predict(series, new INDArray[] {Nd4j.zeros(4, 6)}))
                .isInstanceOf(RuntimeException.class)
                .hasMessageContaining("masked out");

        assertThat(Bits.of(predictor.predict(series, null).get(0))).isEqualTo(expected);
    }

    /** Its rectifiers' sums are infinite, and differences of those no numbers. */
    @Test
    void predict_whatOverflowsInTheNetwork_isRefusedWithItsRow() {
        MultiLayerNetwork network = TestNetworks.sequential(TestPredictors.UPDATER);
        network.params().assign(10);
        MemberPredictor predictor = predictors.of(1, network);
        INDArray features = TestNetworks.classification(5, 1).getFeatures();
        features.getRow(3).assign(3e38);

        assertThatThrownBy(() -> predictor.predict(new INDArray[] {features}, null))
                .isInstanceOfSatisfying(NonFiniteAnswersException.class, e -> {
                    assertThat(e.rows()).containsExactly(3L);
                    assertThat(e.behind(256).rows()).containsExactly(259L);
                })
                .hasMessage(
                        "the members' answers must be finite, were NaN for row 3; a network overflows on features that"
                                + " are far larger than those it was trained on");
    }
}
