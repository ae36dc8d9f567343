package org.snapshotensemble.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.TestNetworks;

class BatchNormRefreshTest {

    /** Three batches of 8 and one of 5. */
    private static final DataSet DATA = TestNetworks.classification(29, 1);

    private static NeuralNetConfiguration.ListBuilder start(DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .setInputType(InputType.feedForward(TestNetworks.FEATURES));
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder()
                .nOut(TestNetworks.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static DenseLayer hidden() {
        return new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build();
    }

    private static Network made(NeuralNetConfiguration.ListBuilder layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return Network.of(network);
    }

    /** The running variance, whichever of the two the layer keeps. */
    private static double variance(Model model, String layer, int channel) {
        return model.paramTable().containsKey(layer + "_var")
                ? model.getParam(layer + "_var").getDouble(channel)
                : Math.pow(10, 2 * model.getParam(layer + "_log10stdev").getDouble(channel));
    }

    private static void assertMoments(Network network, String layer, double[][] expected, double tolerance) {
        for (int channel = 0; channel < expected[0].length; channel++) {
            assertThat(network.model().getParam(layer + "_mean").getDouble(channel))
                    .as("mean of channel %d", channel)
                    .isCloseTo(expected[0][channel], within(tolerance));
            assertThat(variance(network.model(), layer, channel))
                    .as("variance of channel %d", channel)
                    .isCloseTo(expected[1][channel], within(tolerance));
        }
    }

    /** The layer's input, each batch's, computed by hand: tanh(x W + b). */
    private static List<INDArray> handMade(Network network) {
        INDArray weights = network.model().getParam("0_W");
        INDArray bias = network.model().getParam("0_b");
        List<INDArray> batches = new ArrayList<>();
        for (int from = 0; from < DATA.numExamples(); from += Runs.BATCH) {
            int to = Math.min(from + Runs.BATCH, DATA.numExamples());
            INDArray batch = Nd4j.create(DataType.DOUBLE, to - from, 4);
            for (int row = from; row < to; row++) {
                for (int column = 0; column < 4; column++) {
                    double sum = bias.getDouble(column);
                    for (int feature = 0; feature < TestNetworks.FEATURES; feature++) {
                        sum += DATA.getFeatures().getDouble(row, feature) * weights.getDouble(feature, column);
                    }
                    batch.putScalar(row - from, column, Math.tanh(sum));
                }
            }
            batches.add(batch);
        }
        return batches;
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE, true, 1e-9", "DOUBLE, false, 1e-9", "FLOAT, true, 1e-6", "FLOAT, false, 1e-6"})
    void refresh_denseLayerBelow_isTheWeightedMeanOfTheBatches(DataType type, boolean logarithm, double tolerance) {
        Network network = made(start(type)
                .layer(hidden())
                .layer(new BatchNormalization.Builder().useLogStd(logarithm).build())
                .layer(output()));
        BatchSource batches = BatchSource.inOrder(
                DATA.getFeatures().castTo(type), DATA.getLabels().castTo(type), Runs.BATCH);

        BatchNormRefresh.refresh(network, batches);

        assertMoments(network, "1", BruteForce.weighted(handMade(network)), tolerance);
    }

    @Test
    void refresh_convolution_isTheMomentsOfEachChannel() {
        DataSet images = TestNetworks.images(29, 2);
        Model model = TestNetworks.convolutional(new Sgd(0.1));
        Network network = Network.of(model);
        List<INDArray> below = new ArrayList<>();
        for (DataSet batch : images.batchBy(Runs.BATCH)) {
            below.add(((MultiLayerNetwork) model)
                    .feedForwardToLayer(0, batch.getFeatures(), true)
                    .get(1));
        }

        BatchNormRefresh.refresh(network, Runs.batches(images));

        assertMoments(network, "1", BruteForce.weighted(below), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void refresh_dropoutBelow_seesWhatTheNetworksSeedDraws(String kind) {
        Model model = TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9));
        Network network = Network.of(model);
        List<INDArray> below = new ArrayList<>();
        Nd4j.getRandom().setSeed(network.seed());
        for (DataSet batch : DATA.batchBy(Runs.BATCH)) {
            below.add(
                    model instanceof ComputationGraph graph
                            ? graph.feedForward(batch.getFeatures(), true).get("first")
                            : ((MultiLayerNetwork) model)
                                    .feedForward(batch.getFeatures(), true)
                                    .get(1));
        }

        BatchNormRefresh.refresh(network, Runs.batches(DATA));

        assertMoments(network, kind.equals("MultiLayerNetwork") ? "1" : "norm", BruteForce.weighted(below), 1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void refresh_anyNetwork_changesNothingElse(String kind) {
        Network network = Network.of(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)));
        Nd4j.getRandom().setSeed(123);
        RandomState random = RandomState.ofThisThread();
        String configuration = network.configurationJson();
        Network before = Network.restore(configuration, network.parameters().dup());

        BatchNormRefresh.refresh(network, Runs.batches(DATA));

        network.model().paramTable().forEach((name, values) -> {
            if (name.endsWith("_mean") || name.endsWith("_log10stdev")) {
                assertThat(values).as(name).isNotEqualTo(before.model().getParam(name));
            } else {
                assertThat(BruteForce.doubles(values))
                        .as(name)
                        .isEqualTo(BruteForce.doubles(before.model().getParam(name)));
            }
        });
        assertThat(network.configurationJson()).isEqualTo(configuration);
        assertThat(RandomState.ofThisThread()).isEqualTo(random);
    }

    @Test
    void refresh_channelThatIsConstant_staysFinite() {
        Network network = made(start(DataType.FLOAT)
                .layer(new DenseLayer.Builder()
                        .nOut(4)
                        .activation(Activation.RELU)
                        .biasInit(-1000)
                        .build())
                .layer(new BatchNormalization())
                .layer(output()));

        BatchNormRefresh.refresh(network, Runs.batches(DATA));

        assertMoments(network, "1", new double[2][4], 1e-30);
        assertThat(network.parameters().isNaN().any()
                        || network.parameters().isInfinite().any())
                .isFalse();
    }

    @Test
    void refresh_frozenBatchNorm_keepsItsStatistics() {
        Network network = made(start(DataType.FLOAT)
                .layer(new FrozenLayer(hidden()))
                .layer(new FrozenLayer(new BatchNormalization()))
                .layer(hidden())
                .layer(new BatchNormalization())
                .layer(output()));
        INDArray frozen = network.model().getParam("1_mean").dup();

        BatchNormRefresh.refresh(network, Runs.batches(DATA));

        assertThat(network.model().getParam("1_mean")).isEqualTo(frozen);
        assertThat(network.model().getParam("3_mean").sumNumber().doubleValue()).isNotZero();
    }

    @Test
    void refresh_batchNormBelowFrozenLayers_keepsItsStatistics() {
        Network network = made(start(DataType.FLOAT)
                .layer(hidden())
                .layer(new BatchNormalization())
                .layer(new FrozenLayer(hidden()))
                .layer(output()));

        BatchNormRefresh.refresh(network, Runs.batches(DATA));

        assertThat(network.model().getParam("1_mean").sumNumber().doubleValue()).isZero();
    }

    @Test
    void refresh_dataThatAreNotFinite_isRefused() {
        SplittableRandom random = new SplittableRandom(4);
        INDArray features = Nd4j.create(
                        random.doubles(16L * TestNetworks.FEATURES).toArray())
                .castTo(DataType.FLOAT)
                .reshape(16, TestNetworks.FEATURES);
        features.putScalar(3, 2, Float.NaN);
        Network network = made(start(DataType.FLOAT)
                .layer(hidden())
                .layer(new BatchNormalization())
                .layer(output()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchNormRefresh.refresh(
                        network, BatchSource.inOrder(features, Nd4j.zeros(16, TestNetworks.CLASSES), 8)))
                .withMessage("training batches must give batch norm finite means and variances, gave NaN;"
                        + " see that these data are finite");
    }

    @Test
    void isNeededBy_networksWithAndWithout_isTold() {
        assertThat(BatchNormRefresh.isNeededBy(made(start(DataType.FLOAT)
                        .layer(hidden())
                        .layer(new BatchNormalization())
                        .layer(output()))))
                .isTrue();
        assertThat(BatchNormRefresh.isNeededBy(
                        made(start(DataType.FLOAT).layer(hidden()).layer(output()))))
                .isFalse();
    }
}
