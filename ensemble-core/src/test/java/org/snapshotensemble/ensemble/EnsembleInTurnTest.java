package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.forward.Scratch;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.SnapshotTrainer;

/** Members that stay on the disk. */
class EnsembleInTurnTest {

    private static final DataSet DATA = TestNetworks.classification(29, 1);

    @TempDir
    Path folder;

    private Path trained(Model model) {
        return SnapshotTrainer.of(model, Schedules.snapshotCosine(0.1, 12, 3))
                .saveTo(folder.resolve("run"))
                .epochs(3)
                .train(BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3))
                .folder();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void loadInTurn_fromSeveralThreads_predictsWhatAllInMemoryDoToTheBit(String kind) throws Exception {
        Path run = trained(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)));
        INDArray features = TestNetworks.classification(400, 5).getFeatures();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Ensemble inMemory = Ensemble.load(run);
                Ensemble inTurn = Ensemble.loadInTurn(run);
                Ensemble lastTwo = Ensemble.loadInTurn(run, MemberSelection.last(2))) {
            int[] expected = Bits.of(inMemory.predict(features).members());
            assertThat(inTurn.members()).isEqualTo(inMemory.members());
            assertThat(inTurn.outputKind(0)).isEqualTo(OutputKind.MULTICLASS);
            List<Future<int[]>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        threads.submit(() -> Bits.of(inTurn.predict(features).members())));
            }
            for (Future<int[]> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
            assertThat(lastTwo.members()).isEqualTo(inMemory.members().subList(1, 3));
            int ofOneMember = expected.length / 3;
            assertThat(Bits.of(lastTwo.predict(features).members()))
                    .isEqualTo(Arrays.copyOfRange(expected, ofOneMember, expected.length));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void loadInTurn_hasOneMemberInMemoryAtATime() {
        Run run = Run.open(trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9))));
        List<Integer> firsts = new ArrayList<>();
        new MembersInTurn(run, run.snapshots()).forEachGroup((first, group) -> {
            firsts.add(first);
            assertThat(group).hasSize(1);
        });
        assertThat(firsts).containsExactly(0, 1, 2);
    }

    @Test
    void loadInTurn_manyCallers_haveOneMemberInMemoryBetweenThem() throws Exception {
        Run run = Run.open(trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9))));
        MembersInTurn members = new MembersInTurn(run, run.snapshots());
        AtomicInteger inMemory = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(4);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(threads.submit(() -> {
                    together.await();
                    members.forEachGroup((first, group) -> {
                        most.accumulateAndGet(inMemory.incrementAndGet(), Math::max);
                        group.get(0).output(new INDArray[] {DATA.getFeatures()}, null, new Scratch());
                        inMemory.decrementAndGet();
                    });
                    return null;
                }));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void loadInTurn_snapshotDamagedBeforeOrAfter_isRefusedWithItsName() throws IOException {
        Path run = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
        Path file = run.resolve("snapshots/cycle-0002.zip");
        try (Ensemble ensemble = Ensemble.loadInTurn(run)) {
            ensemble.predict(DATA.getFeatures());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            assertThatThrownBy(() -> ensemble.predict(DATA.getFeatures()))
                    .isInstanceOf(RunException.class)
                    .hasMessageStartingWith(file + ": damaged: its SHA-256 is ");
        }
        assertThatThrownBy(() -> Ensemble.loadInTurn(run))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(file + ": damaged: its SHA-256 is ");
    }
}
