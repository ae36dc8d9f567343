package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class PaceTestTest {

    private static final DataSet DATA = TestNetworks.classification(61, 1);

    private static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3);
    }

    private static Model network(String kind) {
        return TestNetworks.byKind(kind, new Nesterovs(Dl4jSchedule.of(Schedules.snapshotCosine(0.1, 100, 2)), 0.9));
    }

    /** Each look at it is a tenth of a second after the one before, the first few a whole second. */
    private static final class SlowAtFirst implements LongSupplier {
        private final int slow;
        private int looks;
        private long nanos;

        SlowAtFirst(int slow) {
            this.slow = slow;
        }

        @Override
        public long getAsLong() {
            long now = nanos;
            nanos += looks++ < slow ? 1_000_000_000L : 100_000_000L;
            return now;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void pace_isOfTheSecondHalf_whenItIsWarm(String kind) {
        SlowAtFirst clock = new SlowAtFirst(3);
        TrainingPace pace = PaceTest.of(network(kind), clock)
                .atLeast(Duration.ofSeconds(6))
                .validateOn(BatchSource.inOrder(DATA.getFeatures(), DATA.getLabels(), 8))
                .run(batches());
        assertThat(pace.secondsPerIteration()).isEqualTo(0.1, within(1e-9));
        assertThat(pace.secondsPerSnapshot()).isEqualTo(0.1, within(1e-9));
        // The start, 3 slow and 30 fast iterations, which are more than 4 epochs of 8; before and after the snapshot.
        assertThat(clock.looks).isEqualTo(1 + 3 + 30 + 2);
    }

    @Test
    void pace_isOfFourIterationsAtLeast() {
        SlowAtFirst clock = new SlowAtFirst(0);
        TrainingPace pace = PaceTest.of(network("MultiLayerNetwork"), clock)
                .atLeast(Duration.ZERO)
                .run(batches());
        assertThat(pace.secondsPerIteration()).isEqualTo(0.1, within(1e-9));
        assertThat(clock.looks).isEqualTo(1 + 4 + 2);
    }

    @Test
    void secondsPerSnapshot_haveThoseOfTheValidation() {
        SlowAtFirst clock = new SlowAtFirst(0);
        BatchSource all = BatchSource.inOrder(DATA.getFeatures(), DATA.getLabels(), 8);
        BatchSource slow = new BatchSource() {
            @Override
            public int batchesPerEpoch() {
                return all.batchesPerEpoch();
            }

            @Override
            public Iterator<MultiDataSet> epoch(int epoch) {
                clock.nanos += 5_000_000_000L;
                return all.epoch(epoch);
            }
        };
        TrainingPace pace = PaceTest.of(network("MultiLayerNetwork"), clock)
                .atLeast(Duration.ZERO)
                .validateOn(slow)
                .run(batches());
        assertThat(pace.secondsPerSnapshot()).isEqualTo(5.1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void network_andRandomNumbers_stayAsTheyWere(String kind) {
        Model model = network(kind);
        Network network = Network.of(model);
        int[] before = Bits.of(network.parameters());
        String configuration = network.configurationJson();
        RandomState random = RandomState.ofThisThread();
        PaceTest.of(model).atLeast(Duration.ZERO).workers(2).run(batches());
        assertThat(Bits.of(network.parameters())).isEqualTo(before);
        assertThat(network.configurationJson()).isEqualTo(configuration);
        assertThat(network.iteration()).isZero();
        assertThat(RandomState.ofThisThread()).isEqualTo(random);
    }

    @Test
    void numbersThatCannotBe_areRefused() {
        assertThatThrownBy(() -> PaceTest.of(network("MultiLayerNetwork")).workers(0))
                .hasMessage("workers must be > 0, was 0");
        assertThatThrownBy(() -> PaceTest.of(network("MultiLayerNetwork")).atLeast(Duration.ofSeconds(-1)))
                .hasMessage("duration must be >= 0, was PT-1S");
    }
}
