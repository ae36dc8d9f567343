package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class ReplicasTest {

    private static final int STEPS = 6;

    static Stream<Arguments> withoutRandomness() {
        return Stream.of(
                Arguments.of("plain", configured(builder -> builder)),
                Arguments.of("l1 and l2", configured(builder -> builder.l1(0.01).l2(0.02))),
                Arguments.of("weight decay", configured(builder -> builder.weightDecay(0.05))),
                Arguments.of(
                        "constraint", configured(builder -> builder.constrainWeights(new MaxNormConstraint(0.3, 1)))),
                Arguments.of(
                        "clipping",
                        configured(builder -> builder.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                                .gradientNormalizationThreshold(0.01))),
                Arguments.of("Adam", configured(builder -> builder.updater(new Adam(0.01)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutRandomness")
    void replicas_withoutRandomness_trainAsOneNetworkOnTheWholeBatch(
            String name, UnaryOperator<NeuralNetConfiguration.Builder> change) {
        for (int workers : List.of(2, 3)) {
            // The last batch of each epoch is short, and its parts are not of one length.
            for (boolean asGraph : List.of(false, true)) {
                Network alone = network(change, asGraph);
                Network together = network(change, asGraph);
                List<Double> lossesAlone = train(alone, 1, batches(64, 64, 41));
                List<Double> losses = train(together, workers, batches(64, 64, 41));
                assertThat(distance(together, alone)).as("%d workers", workers).isLessThan(1e-6);
                for (int step = 0; step < losses.size(); step++) {
                    assertThat(losses.get(step)).isCloseTo(lossesAlone.get(step), within(1e-5));
                }
                assertThat(together.iteration()).isEqualTo(alone.iteration());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LossFunction.class,
            names = {
                "MSE",
                "L1",
                "L2",
                "XENT",
                "MCXENT",
                "SQUARED_LOSS",
                "NEGATIVELOGLIKELIHOOD",
                "COSINE_PROXIMITY",
                "HINGE",
                "SQUARED_HINGE",
                "KL_DIVERGENCE",
                "MEAN_ABSOLUTE_ERROR",
                "POISSON",
                "MEAN_SQUARED_LOGARITHMIC_ERROR",
                "MEAN_ABSOLUTE_PERCENTAGE_ERROR",
                "WASSERSTEIN",
                "SPARSE_MCXENT"
            })
    void replicas_underAnyLossThatIsSaidToBeDivisible_trainAsOneNetwork(LossFunction loss) {
        Network alone = withLoss(loss);
        Network together = withLoss(loss);
        assertThat(together.whyIndivisible()).isEmpty();
        List<MultiDataSet> batches = batches(48, 33);
        if (loss == LossFunction.SPARSE_MCXENT) {
            batches = batches.stream()
                    .map(batch -> new MultiDataSet(
                            batch.getFeatures(0),
                            batch.getLabels(0).argMax(1).castTo(DataType.FLOAT).reshape(-1, 1)))
                    .toList();
        }
        if (loss == LossFunction.MEAN_ABSOLUTE_PERCENTAGE_ERROR) {
            // It divides by the label.
            batches = batches.stream()
                    .map(batch -> new MultiDataSet(
                            batch.getFeatures(0), batch.getLabels(0).add(1)))
                    .toList();
        }
        train(alone, 1, batches);
        train(together, 3, batches);
        assertThat(distance(together, alone)).isLessThan(1e-6);
    }

    @Test
    void close_givesTheNetworkItsInputGradientsBack() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(16).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(5, 5, 1))
                .build());
        network.init();
        Network.of(network).accelerate();
        INDArray images = Nd4j.ones(16, 1, 5, 5);
        INDArray labels = Nd4j.concat(1, Nd4j.ones(16, 1), Nd4j.zeros(16, 1));
        train(Network.of(network), 2, List.of(new MultiDataSet(images, labels)));
        assertThat(network.calculateGradients(images, labels, null, null).getSecond())
                .isNotNull();
    }

    @Test
    void replicas_withBatchNorm_useThePartsMomentsAndAverageTheRunningOnes() {
        Network together = network(batchNormFirst());
        List<MultiDataSet> batches = batches(41);
        train(together, 2, batches, 1);

        INDArray features = batches.get(0).getFeatures(0);
        INDArray first = features.get(NDArrayIndex.interval(0, 21), NDArrayIndex.all());
        INDArray second = features.get(NDArrayIndex.interval(21, 41), NDArrayIndex.all());
        // Whatever the parts, the mean of their means, weighted by their examples, is the batch's; with a decay of 0.9
        // and
        // a start at 0, a tenth of it after the first step.
        INDArray mean = together.layers().get(0).getParam("mean");
        for (int feature = 0; feature < 4; feature++) {
            double expected = 0.1 * features.getColumn(feature).meanNumber().doubleValue();
            assertThat(mean.getDouble(feature)).isCloseTo(expected, within(1e-6));
            double logarithm =
                    (21 * logDeviation(first.getColumn(feature)) + 20 * logDeviation(second.getColumn(feature))) / 41;
            assertThat(together.layers().get(0).getParam("log10stdev").getDouble(feature))
                    .isCloseTo(logarithm, within(1e-5));
        }
    }

    /** The running variance begins at 1 and takes a tenth of the part's. */
    private static double logDeviation(INDArray values) {
        return Math.log10(0.9 + 0.1 * values.var(false).getDouble(0)) / 2;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void replicas_withDropoutAndWeightNoise_repeatToTheBit(int workers) {
        UnaryOperator<NeuralNetConfiguration.Builder> noisy =
                builder -> builder.dropOut(new Dropout(0.7)).weightNoise(new DropConnect(0.8));
        List<MultiDataSet> batches = batches(64, 64, 41);
        Network once = network(noisy, false);
        Nd4j.getRandom().setSeed(5);
        train(once, workers, batches);
        Network again = network(noisy, false);
        Nd4j.getRandom().setSeed(5);
        train(again, workers, batches);
        assertThat(Bits.of(again.parameters())).isEqualTo(Bits.of(once.parameters()));
    }

    @Test
    void replicas_withDropout_drawDifferentNumbersOnEachThread() {
        UnaryOperator<NeuralNetConfiguration.Builder> noisy = builder -> builder.dropOut(new Dropout(0.5));
        Network network = network(noisy, false);
        // Two parts of the same examples: gradients are equal if and only if both drop the same units.
        INDArray half = batches(32).get(0).getFeatures(0);
        INDArray labels = batches(32).get(0).getLabels(0);
        List<INDArray> sums = new ArrayList<>();
        ((MultiLayerNetwork) network.model()).addListeners(new BaseTrainingListener() {
            @Override
            public void onGradientCalculation(Model model) {
                sums.add(network.gradients().dup());
            }

            @Override
            public void onBackwardPass(Model model) {
                sums.add(network.gradients().dup());
            }
        });
        train(network, 2, List.of(new MultiDataSet(Nd4j.vstack(half, half), Nd4j.vstack(labels, labels))), 1);
        assertThat(sums).hasSize(2);
        assertThat(sums.get(1).sub(sums.get(0)).amaxNumber().doubleValue()).isGreaterThan(1e-3);
    }

    @Test
    void replica_withDropout_drawsBySeed() {
        Network network = network(builder -> builder.dropOut(new Dropout(0.5)), false);
        MultiDataSet part = batches(32).get(0);
        List<INDArray> gradients = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            try (Replica replica = new Replica(network, "snapshot-replica-" + seed, seed)) {
                gradients.add(
                        Replica.await(replica.begin(part, 0, 0)).gradients().dup());
            }
        }
        assertThat(Bits.of(gradients.get(1))).isEqualTo(Bits.of(gradients.get(0)));
        assertThat(gradients.get(2).sub(gradients.get(0)).amaxNumber().doubleValue())
                .isGreaterThan(1e-3);
    }

    @Test
    void listeners_seeTheWholeBatchsGradientAndLoss() {
        Network alone = network(builder -> builder, false);
        Network together = network(builder -> builder, false);
        List<List<INDArray>> gradients = List.of(new ArrayList<>(), new ArrayList<>());
        for (Network network : List.of(alone, together)) {
            List<INDArray> seen = gradients.get(network == alone ? 0 : 1);
            ((MultiLayerNetwork) network.model()).addListeners(new BaseTrainingListener() {
                @Override
                public void onGradientCalculation(Model model) {
                    seen.add(network.gradients().div(model.batchSize()));
                }
            });
        }
        train(alone, 1, batches(41), 1);
        train(together, 2, batches(41), 1);
        assertThat(gradients
                        .get(1)
                        .get(0)
                        .sub(gradients.get(0).get(0))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
    }

    @Test
    void graphOfTwoInputsTwoOutputs_trainsAsOneNetwork() {
        List<MultiDataSet> batches = new ArrayList<>();
        for (MultiDataSet batch : batches(40, 33)) {
            batches.add(new MultiDataSet(
                    new INDArray[] {batch.getFeatures(0), batch.getFeatures(0).mul(0.5)},
                    new INDArray[] {batch.getLabels(0), batch.getLabels(0).mul(2)}));
        }
        Network alone = Network.of(twoByTwo());
        Network together = Network.of(twoByTwo());
        train(alone, 1, batches);
        train(together, 2, batches);
        assertThat(distance(together, alone)).isLessThan(1e-6);
    }

    @Test
    void convolutions_trainAsOneNetwork() {
        Network alone = Network.of(convolution());
        Network together = Network.of(convolution());
        Nd4j.getRandom().setSeed(3);
        List<MultiDataSet> batches = List.of(new MultiDataSet(
                Nd4j.randn(DataType.FLOAT, 35, 2, 6, 6), batches(35).get(0).getLabels(0)));
        train(alone, 1, batches);
        train(together, 2, batches);
        assertThat(distance(together, alone)).isLessThan(1e-6);
    }

    @Test
    void step_thatFailsInAReplica_failsWithItsReasonAndTheNextStepIsRight() {
        Network alone = network(builder -> builder, false);
        Network together = network(builder -> builder, false);
        MultiDataSet good = batches(32).get(0);
        INDArray tooWide = Nd4j.ones(32, 5);
        try (Replicas replicas = new Replicas(together, new Parallelism(2, 1))) {
            assertThatThrownBy(() -> replicas.fit(new MultiDataSet(tooWide, good.getLabels(0))))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining("does not match layer input size");
            replicas.fit(good);
        }
        alone.fit(good);
        assertThat(distance(together, alone)).isLessThan(1e-6);
    }

    @Test
    void parts_ofAShortBatchOrLittleWork_areFewer() {
        Network network = network(builder -> builder, false);
        long parameters = network.parameters().length();
        try (Replicas replicas = new Replicas(network, new Parallelism(4, 10 * parameters))) {
            assertThat(replicas.parts(batches(64).get(0))).isEqualTo(4);
            assertThat(replicas.parts(batches(39).get(0))).isEqualTo(3);
            assertThat(replicas.parts(batches(19).get(0))).isEqualTo(1);
        }
        try (Replicas replicas = new Replicas(network, new Parallelism(4, 1))) {
            assertThat(replicas.parts(batches(16).get(0))).isEqualTo(2);
            assertThat(replicas.parts(batches(15).get(0))).isEqualTo(1);
        }
    }

    @Test
    void close_leavesNoThreadAndNoListener() throws InterruptedException {
        Network network = network(builder -> builder, false);
        try (Replicas replicas = new Replicas(network, new Parallelism(3, 1))) {
            replicas.fit(batches(64).get(0));
            assertThat(replicaThreads()).isNotEmpty();
        }
        for (Thread thread : replicaThreads()) {
            thread.join(10_000);
        }
        assertThat(replicaThreads()).isEmpty();
        assertThat(((MultiLayerNetwork) network.model()).getListeners()).isEmpty();
    }

    private static List<Thread> replicaThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("snapshot-replica-"))
                .toList();
    }

    private static List<Double> train(Network network, int workers, List<MultiDataSet> batches) {
        return train(network, workers, batches, STEPS);
    }

    private static List<Double> train(Network network, int workers, List<MultiDataSet> batches, int steps) {
        List<Double> losses = new ArrayList<>();
        try (Replicas replicas = new Replicas(network, new Parallelism(workers, 1))) {
            for (int step = 0; step < steps; step++) {
                replicas.fit(batches.get(step % batches.size()));
                losses.add(network.loss());
            }
        }
        return losses;
    }

    /** The largest difference between two parameters, by the largest parameter where that is above 1. */
    private static double distance(Network one, Network other) {
        double largest = other.parameters().amaxNumber().doubleValue();
        return one.parameters().sub(other.parameters()).amaxNumber().doubleValue() / Math.max(1, largest);
    }

    private static UnaryOperator<NeuralNetConfiguration.Builder> configured(
            UnaryOperator<NeuralNetConfiguration.Builder> change) {
        return change;
    }

    private static NeuralNetConfiguration.Builder start() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Nesterovs(0.05, 0.9))
                .activation(Activation.TANH);
    }

    private static Network network(UnaryOperator<NeuralNetConfiguration.Builder> change, boolean asGraph) {
        NeuralNetConfiguration.Builder builder = change.apply(start());
        if (asGraph) {
            ComputationGraph graph = new ComputationGraph(builder.graphBuilder()
                    .addInputs("in")
                    .addLayer("hidden", hidden(), "in")
                    .addLayer("out", output(LossFunction.MCXENT, Activation.SOFTMAX), "hidden")
                    .setOutputs("out")
                    .setInputTypes(InputType.feedForward(4))
                    .build());
            graph.init();
            return Network.of(graph);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(builder.list()
                .layer(hidden())
                .layer(output(LossFunction.MCXENT, Activation.SOFTMAX))
                .setInputType(InputType.feedForward(4))
                .build());
        network.init();
        return Network.of(network);
    }

    private static Network network(MultiLayerNetwork network) {
        network.init();
        return Network.of(network);
    }

    private static Network withLoss(LossFunction loss) {
        Activation activation = switch (loss) {
            case MCXENT, SPARSE_MCXENT, NEGATIVELOGLIKELIHOOD, KL_DIVERGENCE -> Activation.SOFTMAX;
            case XENT, MEAN_SQUARED_LOGARITHMIC_ERROR -> Activation.SIGMOID;
            case POISSON -> Activation.SOFTPLUS;
            default -> Activation.TANH;
        };
        return network(new MultiLayerNetwork(start().list()
                .layer(hidden())
                .layer(output(loss, activation))
                .setInputType(InputType.feedForward(4))
                .build()));
    }

    private static MultiLayerNetwork batchNormFirst() {
        return new MultiLayerNetwork(start().updater(new Nesterovs(0, 0))
                .list()
                .layer(new BatchNormalization())
                .layer(output(LossFunction.MCXENT, Activation.SOFTMAX))
                .setInputType(InputType.feedForward(4))
                .build());
    }

    private static MultiLayerNetwork convolution() {
        MultiLayerNetwork network = new MultiLayerNetwork(start().list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(3).build())
                .layer(output(LossFunction.MCXENT, Activation.SOFTMAX))
                .setInputType(InputType.convolutional(6, 6, 2))
                .build());
        network.init();
        return network;
    }

    private static ComputationGraph twoByTwo() {
        ComputationGraph graph = new ComputationGraph(start().graphBuilder()
                .addInputs("left", "right")
                .addLayer("hidden", hidden(), "left", "right")
                .addLayer("classes", output(LossFunction.MCXENT, Activation.SOFTMAX), "hidden")
                .addLayer("numbers", output(LossFunction.MSE, Activation.IDENTITY), "hidden")
                .setOutputs("classes", "numbers")
                .setInputTypes(InputType.feedForward(4), InputType.feedForward(4))
                .build());
        graph.init();
        return graph;
    }

    private static DenseLayer hidden() {
        return new DenseLayer.Builder().nOut(9).build();
    }

    private static OutputLayer output(LossFunction loss, Activation activation) {
        return new OutputLayer.Builder(loss).nOut(3).activation(activation).build();
    }

    private static List<MultiDataSet> batches(int... sizes) {
        SplittableRandom random = new SplittableRandom(12);
        List<MultiDataSet> batches = new ArrayList<>();
        for (int size : sizes) {
            INDArray features = Nd4j.createUninitialized(DataType.FLOAT, size, 4);
            INDArray labels = Nd4j.zeros(DataType.FLOAT, size, 3);
            for (int example = 0; example < size; example++) {
                int label = random.nextInt(3);
                labels.putScalar(example, label, 1);
                for (int feature = 0; feature < 4; feature++) {
                    features.putScalar(example, feature, random.nextDouble(-1, 1) + label);
                }
            }
            batches.add(new MultiDataSet(features, labels));
        }
        return batches;
    }

    /** What a layer in a layer drops, and what a function draws, must be each replica's own. */
    @ParameterizedTest
    @ValueSource(strings = {"wrapped dropout", "random rectifier"})
    void randomPartsWithinLayers_giveTheSameBitsAgain(String kind) {
        List<int[]> weights = new ArrayList<>();
        for (int repeat = 0; repeat < 2; repeat++) {
            Network together = Network.of(kind.equals("wrapped dropout") ? wrappedDropout() : randomRectifier());
            MultiDataSet batch = kind.equals("wrapped dropout")
                    ? new MultiDataSet(
                            TestNetworks.series(40, 6).getFeatures(),
                            batches(40).get(0).getLabels(0))
                    : batches(40).get(0);
            try (Replicas replicas = new Replicas(together, new Parallelism(2, 1))) {
                for (int step = 0; step < 50; step++) {
                    replicas.fit(batch);
                }
            }
            weights.add(Bits.of(together.parameters()));
        }
        assertThat(weights.get(1)).isEqualTo(weights.get(0));
    }

    private static MultiLayerNetwork wrappedDropout() {
        return initialized(
                new LastTimeStep(new LSTM.Builder().nOut(8).dropOut(0.5).build()), InputType.recurrent(3));
    }

    private static MultiLayerNetwork randomRectifier() {
        return initialized(
                new DenseLayer.Builder().nOut(8).activation(Activation.RRELU).build(), InputType.feedForward(4));
    }

    private static MultiLayerNetwork initialized(Layer first, InputType type) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Nesterovs(0.05, 0.9))
                .list(
                        first,
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(type)
                .build());
        network.init();
        return network;
    }
}
