package org.snapshotensemble.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class FollowTest {

    @Test
    void follow_graphWithAVertexThatHasParameters_reachesTheVertex() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.7))
                .graphBuilder()
                .addInputs("in")
                .addVertex(
                        "attention",
                        new AttentionVertex.Builder()
                                .nHeads(2)
                                .headSize(2)
                                .projectInput(true)
                                .nInQueries(3)
                                .nInKeys(3)
                                .nInValues(3)
                                .nOut(4)
                                .build(),
                        "in",
                        "in",
                        "in")
                .addLayer(
                        "out",
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "attention")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(3, 4))
                .build());
        graph.init();
        Network network = Network.of(graph);

        network.follow(new FixedSchedule(0), Optional.empty());

        assertThat(network.learningRates(0, 0)).containsExactly(0.0);
        INDArray before = graph.params().dup();
        graph.fit(TestNetworks.series(2, 4));
        assertThat(Bits.of(graph.params())).isEqualTo(Bits.of(before));
    }
}
