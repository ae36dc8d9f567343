package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.AmplitudeFunction;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class Dl4jScheduleTest {

    private static Network network(Schedule schedule) {
        MultiLayerNetwork network = TestNetworks.plain(
                new Nesterovs(Dl4jSchedule.of(schedule), 0.9),
                LossFunction.MCXENT,
                Activation.SOFTMAX,
                TestNetworks.CLASSES);
        return Network.of(network);
    }

    @Test
    void json_ofASchedule_isReadBack() {
        Network network = network(Schedules.snapshotCosine(0.1, 12, 3));

        Network read = Network.restore(network.configurationJson(), network.parameters());

        assertThat(read.configurationJson()).isEqualTo(network.configurationJson());
    }

    /** It predicts; only to train on it needs the schedule. */
    @Test
    void json_ofAFunctionOfOnesOwn_isReadBackToPredict() {
        Network network = network(Schedules.cyclic(0.001, 0.1, 5, AmplitudeFunction.ofCycle("mine", cycle -> 0.5)));
        var data = TestNetworks.classification(8, 1).toMultiDataSet();

        Network read = Network.restore(
                network.configurationJson(), network.parameters().dup());

        assertThat(Bits.of(read.output(data.getFeatures(), null)[0]))
                .isEqualTo(Bits.of(network.output(data.getFeatures(), null)[0]));
        assertThat(read.configurationJson()).isEqualTo(network.configurationJson());
        assertThatThrownBy(() -> read.fit(data))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the schedule cyclic(base=0.001,max=0.1,stepSize=5,amplitude=")
                .hasMessageEndingWith(
                        " cannot be read back from its text; to train on, give the network's updater the schedule anew");
    }
}
