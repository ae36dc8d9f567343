package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.RangePoint;
import org.snapshotensemble.schedule.range.RangeSchedule;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class RangeTestTest {

    private static final DataSet DATA = TestNetworks.classification(61, 1);

    private static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3);
    }

    /** All of a network that a training changes. */
    private record State(
            List<Integer> parameters,
            List<Integer> updaterState,
            int iteration,
            int epoch,
            String configuration,
            RandomState random) {

        static State of(Network network) {
            return new State(
                    bits(network.parameters()),
                    network.updaterState().map(State::bits).orElse(List.of()),
                    network.iteration(),
                    network.epoch(),
                    network.configurationJson(),
                    RandomState.ofThisThread());
        }

        private static List<Integer> bits(INDArray array) {
            return java.util.Arrays.stream(Bits.of(array)).boxed().toList();
        }
    }

    static Stream<Arguments> networks() {
        return Stream.of("MultiLayerNetwork", "ComputationGraph")
                .flatMap(kind -> Stream.of(
                                new Adam(0.01),
                                new Nesterovs(0.05, 0.9),
                                new Nesterovs(Dl4jSchedule.of(Schedules.snapshotCosine(0.1, 100, 2)), 0.9),
                                new Sgd(0.1))
                        .map(updater -> Arguments.of(kind, updater)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void run_networkInTraining_isAsItWasToTheBit(String kind, IUpdater updater) {
        Network tested = trainedALittle(kind, updater);
        List<String> heard = new ArrayList<>();
        tested.addListener(new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                heard.add("iteration " + iteration);
            }

            @Override
            public void onEpochEnd(Model model) {
                heard.add("epoch");
            }
        });
        State before = State.of(tested);

        RangeAnalysis found = RangeTest.of(tested.model()).steps(40).run(batches());

        assertThat(found.curve().points()).hasSizeGreaterThan(20);
        assertThat(State.of(tested)).isEqualTo(before);
        assertThat(heard).isEmpty();

        // and it goes on as one that was never tested
        goOn(tested);
        State after = State.of(tested);
        Network untested = trainedALittle(kind, updater);
        goOn(untested);
        assertThat(after).isEqualTo(State.of(untested));
        assertThat(heard).hasSize(9);
    }

    private static Network trainedALittle(String kind, IUpdater updater) {
        Network network = Network.of(TestNetworks.byKind(kind, updater.clone()));
        goOn(network);
        return network;
    }

    private static void goOn(Network network) {
        network.startEpoch();
        batches().epoch(0).forEachRemaining(network::fit);
        network.endEpoch();
    }

    @Test
    void run_twice_givesTheSameCurve() {
        Model network = TestNetworks.sequential(new Nesterovs(0.05, 0.9));

        RangeAnalysis once = RangeTest.of(network).steps(30).run(batches());
        Nd4j.getRandom().setSeed(99);
        RangeAnalysis again = RangeTest.of(network).steps(30).run(batches());

        assertThat(again).isEqualTo(once);
    }

    @Test
    void run_plainNetwork_hasTheLossesOfFitUnderTheSameRates() {
        MultiLayerNetwork own =
                TestNetworks.plain(new Sgd(0.1), LossFunction.MCXENT, Activation.SOFTMAX, TestNetworks.CLASSES);
        RangeSchedule sweep = RangeSchedule.geometric(0.001, 0.5, 12);

        List<RangePoint> points = RangeTest.of(own)
                .rates(0.001, 0.5)
                .steps(12)
                .run(batches())
                .curve()
                .points();

        Network byHand = Network.of(own);
        byHand.follow(Dl4jSchedule.of(sweep), Optional.empty());
        List<MultiDataSet> fed = new ArrayList<>();
        batches().epoch(0).forEachRemaining(fed::add);
        batches().epoch(1).forEachRemaining(fed::add);
        for (int iteration = 0; iteration < 12; iteration++) {
            double accuracy = accuracy(own, fed.get(iteration));
            byHand.fit(fed.get(iteration));
            RangePoint point = points.get(iteration);
            assertThat(point.iteration()).isEqualTo(iteration);
            assertThat(point.rate()).isEqualTo(sweep.rateAt(iteration));
            assertThat(point.loss()).as("iteration %d", iteration).isCloseTo(own.score(), within(1e-6));
            assertThat(point.accuracy().orElseThrow()).isCloseTo(accuracy, within(1e-12));
        }
        assertThat(points).hasSize(12);
    }

    private static double accuracy(MultiLayerNetwork network, MultiDataSet batch) {
        INDArray found = network.output(batch.getFeatures(0)).argMax(1);
        return found.eq(batch.getLabels(0).argMax(1))
                .castTo(Nd4j.defaultFloatingPointType())
                .meanNumber()
                .doubleValue();
    }

    @Test
    void run_severalIterationsAStep_averagesThem() {
        MultiLayerNetwork network =
                TestNetworks.plain(new Sgd(0.1), LossFunction.MCXENT, Activation.SOFTMAX, TestNetworks.CLASSES);

        List<RangePoint> points = RangeTest.of(network)
                .rates(1e-9, 2e-9)
                .steps(3)
                .iterationsPerStep(4)
                .run(batches())
                .curve()
                .points();
        List<RangePoint> single = RangeTest.of(network)
                .rates(1e-9, 2e-9)
                .steps(12)
                .run(batches())
                .curve()
                .points();

        assertThat(points).extracting(RangePoint::iteration).containsExactly(3, 7, 11);
        assertThat(points).extracting(RangePoint::rate).startsWith(1e-9).endsWith(2e-9);
        // at such rates nothing is learned, so both see the same losses
        for (int step = 0; step < 3; step++) {
            double mean = single.subList(4 * step, 4 * step + 4).stream()
                    .mapToDouble(RangePoint::loss)
                    .average()
                    .orElseThrow();
            assertThat(points.get(step).loss()).isCloseTo(mean, within(1e-5));
        }
    }

    @Test
    void run_epochPerStepWithValidation_looksAtTheValidationData() {
        Model network = TestNetworks.graph(new Nesterovs(0.05, 0.9));
        DataSet other = TestNetworks.classification(40, 2);

        List<RangePoint> points = RangeTest.of(network)
                .rates(1e-9, 2e-9)
                .steps(2)
                .epochPerStep()
                .validateOn(BatchSource.inOrder(other.getFeatures(), other.getLabels(), 16))
                .run(batches())
                .curve()
                .points();

        assertThat(points).extracting(RangePoint::iteration).containsExactly(7, 15);
        assertThat(points)
                .allSatisfy(point -> assertThat(point.accuracy().orElseThrow() * 40)
                        .isCloseTo(Math.rint(point.accuracy().orElseThrow() * 40), within(1e-9)));
    }

    @Test
    void run_lossThatIsNotANumber_endsThere() {
        DataSet broken = TestNetworks.classification(64, 1);
        broken.getFeatures().putScalar(8 * 3, 0, Double.NaN); // in the fourth batch
        MultiLayerNetwork network =
                TestNetworks.plain(new Sgd(0.1), LossFunction.MCXENT, Activation.SOFTMAX, TestNetworks.CLASSES);
        State before = State.of(Network.of(network));

        RangeAnalysis found = RangeTest.of(network)
                .rates(1e-4, 1e-3)
                .run(BatchSource.inOrder(broken.getFeatures(), broken.getLabels(), 8));

        assertThat(found.curve().points()).hasSize(4);
        assertThat(found.regimes().diverges().reason()).isEqualTo("the loss is NaN");
        assertThat(found.bounds().max().rate()).isEmpty();
        assertThat(State.of(Network.of(network))).isEqualTo(before);
    }

    @Test
    void run_classesAndTargets_hasTheAccuracyOfTheClasses() {
        MultiDataSet data = TestNetworks.twoInputsTwoOutputs(40, 1);
        ComputationGraph graph = TestNetworks.twoInputsTwoOutputs(new Adam(0.01));
        INDArray answers = graph.output(data.getFeatures())[0];
        double accuracy = answers.argMax(1)
                .eq(data.getLabels(0).argMax(1))
                .castTo(DataType.DOUBLE)
                .meanNumber()
                .doubleValue();

        // After the first update the network's constraint has changed its weights, whatever the rate.
        List<RangePoint> points = RangeTest.of(graph)
                .rates(1e-12, 2e-12)
                .steps(2)
                .run(BatchSource.inOrder(data, 40))
                .curve()
                .points();

        assertThat(points).hasSize(2);
        assertThat(points.get(0).accuracy().orElseThrow()).isCloseTo(accuracy, within(1e-9));
    }

    @Test
    void run_regressionWithValidation_looksAtTheSquaredError() {
        DataSet rows = new DataSet(
                DATA.getFeatures(), DATA.getFeatures().getColumn(0, true).mul(2));
        MultiLayerNetwork network = TestNetworks.plain(new Sgd(0.1), LossFunction.MSE, Activation.IDENTITY, 1);
        DataSet other = TestNetworks.classification(40, 2);
        INDArray targets = other.getFeatures().getColumn(0, true).mul(2);
        double expected =
                network.output(other.getFeatures()).sub(targets).norm2Number().doubleValue();

        List<RangePoint> points = RangeTest.of(network)
                .rates(1e-12, 2e-12)
                .steps(2)
                .validateOn(BatchSource.inOrder(other.getFeatures(), targets, 16))
                .run(BatchSource.inOrder(rows.getFeatures(), rows.getLabels(), 8))
                .curve()
                .points();

        assertThat(points).hasSize(2).allSatisfy(point -> {
            assertThat(point.loss()).isCloseTo(expected * expected / 40, within(1e-5));
            assertThat(point.accuracy()).isEmpty();
        });
    }

    @Test
    void run_cutSeries_countsTheSegments() {
        DataSet series = TestNetworks.series(8, 6);

        List<RangePoint> points = RangeTest.of(TestNetworks.recurrent(new Sgd(0.1), 2))
                .rates(1e-4, 1e-3)
                .steps(6)
                .run(BatchSource.inOrder(series.getFeatures(), series.getLabels(), 4))
                .curve()
                .points();

        assertThat(points).extracting(RangePoint::iteration).containsExactly(2, 5);
        assertThat(points.get(1).rate()).isEqualTo(1e-3);
    }

    @Test
    void settings_thatAreNoSweep_areRefused() {
        RangeTest test = RangeTest.of(TestNetworks.sequential(new Sgd(0.1)));
        BatchSource same = batches();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.rates(1, 0.1))
                .withMessage("from must be < to, was from=1.0, to=0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> test.steps(1)).withMessage("steps must be >= 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.iterationsPerStep(0))
                .withMessage("iterationsPerStep must be >= 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.workers(0))
                .withMessage("workers must be > 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.validateOn(same).run(same))
                .withMessage("source must be another than the one to validate on, was the same");
    }
}
