package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.testing.LogCapture;
import org.snapshotensemble.testing.TestNetworks;

class WorkerChoiceTest {

    @RegisterExtension
    final LogCapture log = LogCapture.of(WorkerChoice.class);

    private static Network divisible() {
        return Network.of(TestNetworks.sequential(new Sgd(0.1)));
    }

    @Test
    void of_networkThatCannotBeCut_isOneThread_andTheLogSaysWhy() {
        Network recurrent = Network.of(TestNetworks.recurrent(new Sgd(0.1), 4));

        assertThat(WorkerChoice.of(recurrent, OptionalInt.of(2))).isEqualTo(new Parallelism(1, 1));
        assertThat(log.messages())
                .containsExactly("the network cuts its series into segments (truncated back-propagation), so it is"
                        + " trained on one thread");
    }

    @Test
    void of_numberThatIsSaid_isThatNumberHoweverLittleTheWork() {
        assertThat(WorkerChoice.of(divisible(), OptionalInt.of(3))).isEqualTo(new Parallelism(3, 1));
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void of_nothingSaid_isTheCores_whereEachHasEnoughWork() {
        assertThat(WorkerChoice.of(divisible(), OptionalInt.empty()))
                .isEqualTo(new Parallelism(Runtime.getRuntime().availableProcessors(), 1 << 26));
    }
}
