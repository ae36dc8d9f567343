package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;

/** What is on the disk, and who is told, when snapshots are written while the training goes on. */
@Timeout(60)
class SavingBehindTest {

    private static final String WRITER = "snapshot-writer";
    /** For the last instructions of a thread whose work is waited for. */
    private static final int GRACE_MILLIS = 5_000;

    private static final int EPOCHS = 4;
    private static final int ITERATIONS = 16;
    private static final DataSet DATA = TestNetworks.classification(29, 1);

    @TempDir
    Path folder;

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : writers()) {
            thread.join(GRACE_MILLIS);
        }
        assertThat(writers()).isEmpty();
    }

    private static List<Thread> writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(WRITER))
                .toList();
    }

    private static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3);
    }

    private SnapshotTrainer trainer(int cycles) {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, cycles);
        return SnapshotTrainer.of(network(schedule), schedule)
                .saveTo(run())
                .epochs(EPOCHS)
                .validateOn(batches());
    }

    private static MultiLayerNetwork network(CyclicSchedule schedule) {
        return TestNetworks.sequential(new Nesterovs(Dl4jSchedule.of(schedule), 0.9));
    }

    private Path run() {
        return folder.resolve("run");
    }

    @Test
    void everyIterationATrough_allSnapshotsAreOnTheDiskAndWereToldInOrder() {
        Recorder recorder = new Recorder();
        Run run = trainer(ITERATIONS).observe(recorder).train(batches());

        List<Integer> troughs = IntStream.range(0, ITERATIONS).boxed().toList();
        assertThat(run.snapshots()).extracting(Snapshot::iteration).isEqualTo(troughs);
        assertThat(recorder.saved).isEqualTo(troughs);
        assertThat(recorder.iterations).isEqualTo(troughs);
        run.snapshots().forEach(run::restore);
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FINISHED);
    }

    @Test
    void snapshots_areThoseOfTheListenerThatWritesAtOnce_toTheByte() throws IOException {
        trainer(4).train(batches());

        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 4);
        MultiLayerNetwork network = network(schedule);
        Path atOnce = folder.resolve("atOnce");
        Network.of(network).accelerate();
        network.addListeners(SnapshotListener.saveTo(atOnce, schedule).validateOn(batches()));
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (MultiDataSet batch : iterable(epoch)) {
                network.fit(batch);
            }
            network.incrementEpochCount();
        }
        List<Snapshot> expected = Run.open(atOnce).snapshots();
        assertThat(expected).hasSize(4);
        for (Snapshot snapshot : expected) {
            assertThat(entry(run().resolve(snapshot.file()), "coefficients.bin"))
                    .isEqualTo(entry(atOnce.resolve(snapshot.file()), "coefficients.bin"));
            assertThat(entry(run().resolve(snapshot.file()), "configuration.json"))
                    .isEqualTo(entry(atOnce.resolve(snapshot.file()), "configuration.json"));
        }
        assertThat(run().resolve("history.csv")).hasSameTextualContentAs(atOnce.resolve("history.csv"));
    }

    @Test
    void trainingPastTheSchedulesTotal_isRunningUntilItsOwnEnd() throws IOException {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS / 2, 1);
        List<RunStatus> whenSaved = new ArrayList<>();
        Run run = SnapshotTrainer.of(network(schedule), schedule)
                .saveTo(run())
                .epochs(EPOCHS)
                .observe(new RunObserver() {
                    @Override
                    public void snapshotSaved(SnapshotSaved event) {
                        whenSaved.add(Run.open(run()).manifest().status());
                    }
                })
                .train(batches());

        assertThat(whenSaved)
                .as("the rows that come meanwhile are the training's thread's")
                .containsExactly(RunStatus.RUNNING);
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FINISHED);
        assertThat(Files.readAllLines(run().resolve("history.csv"))).hasSize(1 + ITERATIONS);
    }

    private static Iterable<MultiDataSet> iterable(int epoch) {
        return () -> batches().epoch(epoch);
    }

    private static byte[] entry(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile());
                InputStream in = file.getInputStream(file.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void snapshotThatCannotBeWritten_stopsTheRunByTheNextIteration_andNobodyIsToldItWasSaved() {
        Recorder recorder = new Recorder();
        assertThatThrownBy(() -> trainer(4)
                        .observe(recorder)
                        .observe(new FolderTakenAway(3))
                        .observe(new WaitsForTheWriter())
                        .train(batches()))
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.path()).isEqualTo(file(1)))
                .hasMessage("cannot save snapshot " + file(1) + ": no such file");

        // The writer may have failed before the trough's own iteration is over: then nobody is told of that one.
        assertThat(recorder.iterations).startsWith(0, 1, 2).isSubsetOf(0, 1, 2, 3);
        assertThat(recorder.saved).isEmpty();
        assertThat(recorder.failures).containsExactly("cannot save snapshot " + file(1) + ": no such file");
        Run run = Run.open(run());
        assertThat(run.snapshots()).isEmpty();
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.manifest().failure()).hasValue("cannot save snapshot " + file(1) + ": no such file");
    }

    @Test
    void lastSnapshotThatCannotBeWritten_failsTheRun() {
        Recorder recorder = new Recorder();
        assertThatThrownBy(() -> trainer(2)
                        .observe(recorder)
                        .observe(new WaitsForTheWriter())
                        .observe(new FolderTakenAway(15))
                        .train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage("cannot save snapshot " + file(2) + ": no such file");

        assertThat(recorder.saved).containsExactly(7);
        assertThat(recorder.failures).hasSize(1);
        Run run = Run.open(run());
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(7);
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void interrupt_stopsTheTraining_butNotTheWriting() {
        Recorder recorder = new Recorder();
        RunObserver interrupting = new RunObserver() {
            @Override
            public void iterationDone(IterationDone event) {
                if (event.iteration() == 3) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        SnapshotTrainer trainer = trainer(4).observe(recorder).observe(interrupting);
        try {
            assertThatThrownBy(() -> trainer.train(batches()))
                    .isInstanceOf(RunException.class)
                    .hasMessage("cannot write " + run().resolve("history.csv") + ": closed by interrupt");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(recorder.iterations).containsExactly(0, 1, 2, 3);
        assertThat(recorder.saved).containsExactly(3);
        Run run = Run.open(run());
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(3);
        run.restore(run.snapshots().get(0));
        assertThat(run.manifest().status()).isEqualTo(RunStatus.FAILED);
    }

    /** Such as a person's, who takes the run for done. */
    @Test
    void interrupt_whenTheLastSnapshotIsSaved_leavesTheRunFinished() {
        RunObserver interrupting = new RunObserver() {
            @Override
            public void snapshotSaved(SnapshotSaved event) {
                if (event.snapshot().cycle() == 3) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        try {
            trainer(4).observe(interrupting).train(batches());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Run.open(run()).unfinished()).isEmpty();
        assertThat(Run.open(run()).snapshots()).hasSize(4);
    }

    private Path file(int cycle) {
        return run().resolve("snapshots").resolve("cycle-000" + cycle + ".zip");
    }

    private static final class Recorder implements RunObserver {

        private final List<Integer> iterations = new ArrayList<>();
        private final List<Integer> saved = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();

        @Override
        public void iterationDone(IterationDone event) {
            iterations.add(event.iteration());
        }

        @Override
        public void snapshotSaved(SnapshotSaved event) {
            assertThat(Thread.currentThread().getName()).isNotEqualTo(WRITER);
            saved.add(event.snapshot().iteration());
        }

        @Override
        public void runFailed(RunFailed event) {
            failures.add(event.reason());
        }
    }

    /** Takes the snapshots' folder away in the iteration before the one that is named. */
    private final class FolderTakenAway implements RunObserver {

        private final int iteration;

        FolderTakenAway(int iteration) {
            this.iteration = iteration;
        }

        @Override
        public void iterationDone(IterationDone event) {
            if (event.iteration() == iteration - 1) {
                try {
                    Files.move(run().resolve("snapshots"), folder.resolve("elsewhere"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Makes it certain that what a trough started is over when the next iteration begins. */
    private static final class WaitsForTheWriter implements RunObserver {
        @Override
        public void iterationDone(IterationDone event) {
            for (Thread thread : writers()) {
                try {
                    thread.join(GRACE_MILLIS);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
