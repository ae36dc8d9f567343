package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Iterators;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

/** On which thread a training's batches are made, and that it changes nothing. */
@Timeout(60)
class InputAheadTest {

    private static final DataSet DATA = TestNetworks.classification(29, 1);
    private static final int EPOCHS = 4;

    @TempDir
    Path folder;

    private final Set<String> threads = Collections.synchronizedSet(new HashSet<>());

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("batches-ahead");
    }

    private record Source(BatchSource batches, boolean aheadOfTraining, UnaryOperator<MultiDataSet> each)
            implements BatchSource {

        @Override
        public int batchesPerEpoch() {
            return batches.batchesPerEpoch();
        }

        @Override
        public Iterator<MultiDataSet> epoch(int epoch) {
            return Iterators.transform(batches.epoch(epoch), each::apply);
        }
    }

    private static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3);
    }

    private MultiDataSet noted(MultiDataSet batch) {
        threads.add(Thread.currentThread().getName());
        return batch;
    }

    private MultiLayerNetwork trained(String name, BatchSource source) {
        MultiLayerNetwork network = TestNetworks.sequential(new Nesterovs(0.1, 0.9));
        SnapshotTrainer.of(network, Schedules.snapshotCosine(0.1, 16, 4))
                .saveTo(folder.resolve(name))
                .epochs(EPOCHS)
                .train(source);
        return network;
    }

    @Test
    void train_batchesMadeAhead_giveTheSameWeightsToTheBit() {
        MultiLayerNetwork ahead = trained("ahead", new Source(batches(), true, this::noted));
        assertThat(threads).containsExactly("batches-ahead");
        threads.clear();
        MultiLayerNetwork inTurn = trained("inTurn", new Source(batches(), false, this::noted));
        assertThat(threads).containsExactly(Thread.currentThread().getName());
        assertThat(Bits.of(ahead.params())).isEqualTo(Bits.of(inTurn.params()));
    }

    @Test
    void aheadOfTraining_isForBatchesFromMemoryAlone() {
        assertThat(batches().aheadOfTraining()).isTrue();
        assertThat(BatchSource.of(TestNetworks.batches(DATA, 8)).aheadOfTraining())
                .isFalse();
    }

    @Test
    void train_sourceThatFails_failsWithItsException_andEndsTheThread() {
        AtomicInteger given = new AtomicInteger();
        ArithmeticException failure = new ArithmeticException("the 7th batch is bad on purpose");
        Source failing = new Source(batches(), true, batch -> {
            if (given.incrementAndGet() == 7) {
                throw failure;
            }
            return batch;
        });
        assertThatThrownBy(() -> trained("run", failing)).isSameAs(failure);
        Run run = Run.open(folder.resolve("run"));
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.manifest().failure()).hasValue("the 7th batch is bad on purpose");
    }

    @Test
    void train_thatStopsInTheMiddleOfAnEpoch_endsTheThread() {
        DataSet poisoned = DATA.copy();
        poisoned.getFeatures().putScalar(9, 0, Float.NaN);
        BatchSource inOrder = BatchSource.inOrder(poisoned.getFeatures(), poisoned.getLabels(), 2);
        assertThatThrownBy(() -> trained("run", inOrder)).hasMessageStartingWith("iteration 4: the loss is NaN");
    }
}
