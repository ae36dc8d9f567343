package org.snapshotensemble.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.snapshotensemble.testing.TestNetworks;

class DivisibilityTest {

    /** A loss of a person's own, of which nothing is known. */
    static final class OwnLoss extends LossMSE {}

    static Stream<Arguments> indivisible() {
        return Stream.of(
                Arguments.of(
                        network(builder -> builder.miniBatch(false), output(new LossMSE())),
                        "sums its gradients over the batch (miniBatch(false))"),
                Arguments.of(
                        network(
                                builder -> builder.optimizationAlgo(OptimizationAlgorithm.LBFGS),
                                output(new LossMSE())),
                        "is optimized by LBFGS, which takes several gradients an iteration"),
                Arguments.of(
                        network(builder -> builder, output(new LossFMeasure())),
                        "has a loss, org.nd4j.linalg.lossfunctions.impl.LossFMeasure, that may look at the batch as a"
                                + " whole"),
                Arguments.of(
                        network(builder -> builder, output(new OwnLoss())),
                        "has a loss, " + OwnLoss.class.getName() + ", that may look at the batch as a whole"),
                Arguments.of(
                        network(
                                builder -> builder,
                                new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build()),
                        "has an output of org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer, which may look at the"
                                + " batch as a whole"),
                Arguments.of(
                        TestNetworks.recurrent(new Nesterovs(0.1), 4),
                        "cuts its series into segments (truncated back-propagation)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("indivisible")
    void whyIndivisible_whereTheBatchIsMoreThanItsParts_saysWhy(MultiLayerNetwork network, String why) {
        assertThat(Network.of(network).whyIndivisible()).contains(why);
    }

    @Test
    void whyIndivisible_ofUsualNetworks_isEmpty() {
        assertThat(Network.of(TestNetworks.sequential(new Nesterovs(0.1))).whyIndivisible())
                .isEmpty();
        assertThat(Network.of(TestNetworks.twoInputsTwoOutputs(new Nesterovs(0.1)))
                        .whyIndivisible())
                .isEmpty();
    }

    private static Layer output(ILossFunction loss) {
        return new OutputLayer.Builder(loss)
                .nOut(2)
                .activation(Activation.SIGMOID)
                .build();
    }

    private static MultiLayerNetwork network(UnaryOperator<NeuralNetConfiguration.Builder> change, Layer output) {
        MultiLayerNetwork network = new MultiLayerNetwork(change.apply(new NeuralNetConfiguration.Builder().seed(3))
                .list()
                .layer(new DenseLayer.Builder().nOut(4).build())
                .layer(output)
                .setInputType(InputType.feedForward(3))
                .build());
        network.init();
        return network;
    }
}
