package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.snapshotensemble.train.BrokenTrainings.COSINE;
import static org.snapshotensemble.train.BrokenTrainings.ITERATIONS;
import static org.snapshotensemble.train.BrokenTrainings.after;
import static org.snapshotensemble.train.BrokenTrainings.batches;
import static org.snapshotensemble.train.BrokenTrainings.nesterovs;
import static org.snapshotensemble.train.BrokenTrainings.sequential;
import static org.snapshotensemble.train.BrokenTrainings.trainer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.checkpoint.Checkpoint;
import org.snapshotensemble.checkpoint.CheckpointFile;
import org.snapshotensemble.checkpoint.NetworkState;
import org.snapshotensemble.checkpoint.StoredCheckpoint;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.snapshot.SignedManifest;
import org.snapshotensemble.testing.LogCapture;
import org.snapshotensemble.testing.TestNetworks;

/** A run that was broken off goes on to the same bits. */
class ResumeTest {

    @TempDir
    Path folder;

    @RegisterExtension
    final LogCapture log = LogCapture.of(SnapshotTrainer.class);

    @RegisterExtension
    final LogCapture checkpointLog = LogCapture.of("org.snapshotensemble.snapshot.RunCheckpoints");

    @RegisterExtension
    final LogCapture storeLog = LogCapture.of("org.snapshotensemble.snapshot.SnapshotStore");

    static Stream<Arguments> trainings() {
        Function<CyclicSchedule, Model> plain = BrokenTrainings::sequential;
        Function<CyclicSchedule, Model> graph = schedule -> TestNetworks.graph(nesterovs(schedule));
        Function<CyclicSchedule, Model> adam = schedule -> TestNetworks.sequential(new Adam(Dl4jSchedule.of(schedule)));
        Function<CyclicSchedule, Model> sgd = schedule -> TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        return Stream.of(
                Arguments.of("constraint, dropout, batch norm", plain, COSINE, 1),
                Arguments.of("a graph", graph, COSINE, 1),
                Arguments.of("replicas", plain, COSINE, 3),
                Arguments.of("replicas of a graph", graph, COSINE, 2),
                Arguments.of("Adam", adam, COSINE, 1),
                Arguments.of("SGD, which has no state", sgd, COSINE, 1),
                Arguments.of("cycling momentum", plain, Schedules.oneCycle(0.1, ITERATIONS), 1),
                Arguments.of("growing restarts", plain, Schedules.cosineRestarts(0.1, 0.001, 4, 2), 1),
                Arguments.of("triangular", plain, Schedules.triangular(0.001, 0.1, 3), 1),
                Arguments.of("triangular2", plain, Schedules.triangular2(0.001, 0.1, 5), 1),
                Arguments.of("exp_range", plain, Schedules.expRange(0.001, 0.1, 5, 0.99), 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainings")
    void brokenOffAfterEveryIteration_endsWithTheSameBits(
            String name, Function<CyclicSchedule, Model> networks, CyclicSchedule schedule, int workers) {
        Model whole = networks.apply(schedule);
        trainer(whole, schedule, workers, folder.resolve("whole")).train(batches());
        TrainingResult expected = TrainingResult.of(whole, folder.resolve("whole"));

        Path run = folder.resolve("broken");
        Model network = networks.apply(schedule);
        trainer(network, schedule, workers, run).stopWhen(() -> true).train(batches());
        for (int iteration = 1; iteration < ITERATIONS; iteration++) {
            assertThat(Run.open(run).manifest().status()).isEqualTo(RunStatus.STOPPED);
            network = networks.apply(schedule);
            trainer(network, schedule, workers, run)
                    .resume()
                    .stopWhen(() -> true)
                    .train(batches());
        }

        assertThat(Run.open(run).manifest().training().orElseThrow().workers()).hasValue(workers);
        assertThat(TrainingResult.of(network, run)).as(name).isEqualTo(expected);
        assertThat(saidOf(run)).isEmpty();
    }

    /** What a process leaves that is killed after an iteration; its writer may be in the middle of a file. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void killedAfterEveryIteration_endsWithTheSameBits(int checkpointEvery) {
        Path run = folder.resolve("whole");
        Model whole = sequential(COSINE);
        trainer(whole, COSINE, 2, run)
                .checkpointEvery(checkpointEvery)
                .observe(new RunObserver() {
                    @Override
                    public void iterationDone(RunEvent.IterationDone event) {
                        if (event.iteration() % 4 == 2 || event.iteration() > ITERATIONS - 3) {
                            copy(run, folder.resolve("killed-" + event.iteration()));
                        }
                    }
                })
                .train(batches());
        TrainingResult expected = TrainingResult.of(whole, run);

        try (Stream<Path> killed = Files.list(folder)) {
            List<Path> copies = killed.filter(path -> !path.equals(run)).toList();
            assertThat(copies).hasSize(16);
            for (Path copy : copies) {
                if (Run.open(copy).unfinished().isEmpty()) {
                    // The last snapshot ends the run; after the last iteration it may be written already.
                    assertThat(copy).isEqualTo(folder.resolve("killed-" + (ITERATIONS - 1)));
                    continue;
                }
                Model network = sequential(COSINE);
                trainer(network, COSINE, 2, copy).resume().train(batches());
                assertThat(TrainingResult.of(network, copy)).as("%s", copy).isEqualTo(expected);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1000})
    void newestCheckpointDamaged_goesOnFromTheOneBefore(int place) throws IOException {
        Model whole = sequential(COSINE);
        trainer(whole, COSINE, 1, folder.resolve("whole")).train(batches());
        Path run = folder.resolve("broken");
        trainer(sequential(COSINE), COSINE, 1, run)
                .checkpointEvery(5)
                .stopWhen(after(33))
                .train(batches());
        Path newest = run.resolve("checkpoint.zip");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[place] ^= 1;
        Files.write(newest, bytes);

        List<Integer> done = new ArrayList<>();
        Model network = sequential(COSINE);
        trainer(network, COSINE, 1, run)
                .resume()
                .observe(new RunObserver() {
                    @Override
                    public void runStarted(RunEvent.RunStarted event) {
                        done.add(event.done());
                    }
                })
                .train(batches());

        assertThat(done).containsExactly(30);
        assertThat(checkpointLog.messages())
                .singleElement()
                .asString()
                .startsWith(newest + ": is not gone on from, it is damaged: ");
        assertThat(saidOf(run)).isEmpty();
        assertThat(TrainingResult.of(network, run)).isEqualTo(TrainingResult.of(whole, folder.resolve("whole")));
    }

    @Test
    void bothCheckpointsMissing_beginsAnewToTheSameBits() throws IOException {
        Model whole = sequential(COSINE);
        trainer(whole, COSINE, 1, folder.resolve("whole")).train(batches());
        Path run = folder.resolve("broken");
        trainer(sequential(COSINE), COSINE, 1, run).stopWhen(after(33)).train(batches());
        Files.delete(run.resolve("checkpoint.zip"));

        Model network = sequential(COSINE);
        trainer(network, COSINE, 1, run).resume().train(batches());

        assertThat(saidOf(run)).containsExactly(run + ": has no checkpoint to go on from, so it begins anew");
        assertThat(TrainingResult.of(network, run)).isEqualTo(TrainingResult.of(whole, folder.resolve("whole")));
    }

    /** Copied into the wrong folder. */
    @Test
    void checkpointOfAnotherRun_isNotGoneOnFrom() throws IOException {
        Path other = BrokenTrainings.stopped(folder.resolve("other"));
        Path run = BrokenTrainings.stopped(folder.resolve("broken"));
        Path checkpoint = run.resolve("checkpoint.zip");
        Files.copy(other.resolve("checkpoint.zip"), checkpoint, StandardCopyOption.REPLACE_EXISTING);

        trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches());

        assertThat(checkpointLog.messages())
                .containsExactly(checkpoint + ": is not gone on from, it is damaged: it is of another run");
        assertThat(saidOf(run)).containsExactly(run + ": has no checkpoint to go on from, so it begins anew");
    }

    @Test
    void otherJava_isToldOf() throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("broken"));
        String java = Run.open(run).manifest().versions().java();
        Path file = run.resolve("run.json");
        String other = Files.readString(file).replace("\"" + java + "\"", "\"11.0.1\"");
        Files.write(file, SignedManifest.of(other.getBytes(StandardCharsets.UTF_8)));

        trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches());

        assertThat(saidOf(run))
                .containsExactly(run + ": is gone on with, but perhaps not to the same bits: the version of Java was"
                        + " 11.0.1, is " + java);
    }

    @Test
    void secondsBeforeTheStop_areCounted() throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("broken"));
        MultiLayerNetwork network = sequential(COSINE);
        Path file = run.resolve("checkpoint.zip");
        StoredCheckpoint stored = CheckpointFile.read(file, NetworkState.of(Network.of(network)));
        Checkpoint checkpoint = stored.checkpoint();
        assertThat(checkpoint.seconds()).isPositive();
        Checkpoint later = new Checkpoint(
                checkpoint.position(),
                1e6,
                checkpoint.parallelism(),
                checkpoint.randomStates(),
                checkpoint.parameters(),
                checkpoint.updaterState());
        try (OutputStream out = Files.newOutputStream(file)) {
            CheckpointFile.write(new StoredCheckpoint(stored.run(), stored.historyBytes(), later), out);
        }

        Run resumed = trainer(network, COSINE, 1, run).resume().train(batches());

        assertThat(resumed.manifest().training().orElseThrow().seconds().orElseThrow())
                .isGreaterThan(1e6);
    }

    /** A process that lives on must get the folder again. */
    @Test
    void failureBeforeTheFirstBatch_givesTheFolderBack() throws IOException {
        Model whole = sequential(COSINE);
        trainer(whole, COSINE, 1, folder.resolve("whole")).train(batches());
        Path run = folder.resolve("broken");
        trainer(sequential(COSINE), COSINE, 1, run).stopWhen(after(33)).train(batches());
        Files.delete(run.resolve("checkpoint.zip"));
        BatchSource failing = new BatchSource() {
            @Override
            public int batchesPerEpoch() {
                return batches().batchesPerEpoch();
            }

            @Override
            public Iterator<MultiDataSet> epoch(int epoch) {
                throw new IllegalStateException("the disk is gone");
            }
        };

        assertThatThrownBy(() ->
                        trainer(sequential(COSINE), COSINE, 1, run).resume().train(failing))
                .hasMessage("the disk is gone")
                .hasNoSuppressedExceptions();
        assertThat(Run.open(run).manifest().failure()).contains("the disk is gone");
        assertThat(Run.open(run).manifest().training().orElseThrow().batchSize())
                .isEqualTo(24);

        Model network = sequential(COSINE);
        trainer(network, COSINE, 1, run).resume().train(batches());
        assertThat(TrainingResult.of(network, run)).isEqualTo(TrainingResult.of(whole, folder.resolve("whole")));
    }

    /** Damaged ones are made again, and stand in their place among those that are whole. */
    @Test
    void checkpointAndSnapshotMissing_beginsAnewToTheSameBits() throws IOException {
        Model whole = sequential(COSINE);
        trainer(whole, COSINE, 1, folder.resolve("whole")).train(batches());
        Path run = BrokenTrainings.stopped(folder.resolve("broken"));
        Files.delete(run.resolve("checkpoint.zip"));
        Files.write(run.resolve("snapshots/cycle-0001.zip"), new byte[] {1, 2, 3});

        Model network = sequential(COSINE);
        trainer(network, COSINE, 1, run).resume().train(batches());

        assertThat(TrainingResult.of(network, run)).isEqualTo(TrainingResult.of(whole, folder.resolve("whole")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void modelMissingOrDamaged_isWrittenAgain(boolean isMissing) throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("broken"));
        Path model = run.resolve("model.json");
        byte[] written = Files.readAllBytes(model);
        if (isMissing) {
            Files.delete(model);
        } else {
            Files.writeString(model, "{}");
        }
        trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches());

        assertThat(Files.readAllBytes(model)).isEqualTo(written);
    }

    /** Its rows would stay, and one of them be cut in its middle. */
    @Test
    void historyOfAnotherRun_isNotGoneOnWith() throws IOException {
        Model whole = sequential(COSINE);
        trainer(whole, COSINE, 1, folder.resolve("whole")).train(batches());
        Path run = BrokenTrainings.stopped(folder.resolve("broken"));
        Path history = run.resolve("history.csv");
        Files.writeString(history, Files.readString(history).replaceFirst("loss", "another loss") + "33,8");

        Model network = sequential(COSINE);
        trainer(network, COSINE, 1, run).resume().train(batches());

        assertThat(TrainingResult.of(network, run)).isEqualTo(TrainingResult.of(whole, folder.resolve("whole")));
    }

    @Test
    void finishedRun_isLeftAsItIs() throws IOException {
        Path run = folder.resolve("run");
        trainer(sequential(COSINE), COSINE, 1, run).train(batches());
        byte[] manifest = Files.readAllBytes(run.resolve("run.json"));

        Run again = trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches());

        assertThat(again.snapshots()).hasSize(5);
        assertThat(Files.readAllBytes(run.resolve("run.json"))).isEqualTo(manifest);
    }

    @Test
    void folderWithoutARun_isStartedIn() {
        Run run = trainer(sequential(COSINE), COSINE, 1, folder.resolve("new"))
                .resume()
                .train(batches());
        assertThat(run.unfinished()).isEmpty();
    }

    /** What was logged of this run; the plans' warnings tell of no folder. */
    private List<String> saidOf(Path run) {
        return log.messages().stream()
                .filter(message -> message.startsWith(run + ": "))
                .toList();
    }

    /**
     * Copies what a process that is killed now could leave. Files appear while it copies, so it takes each before those
     * that must be there already when it appears.
     */
    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.resolve("snapshots"));
            for (String name :
                    List.of("checkpoint.zip", "checkpoint-previous.zip", "run.json", "model.json", "history.csv")) {
                copyIfThere(from.resolve(name), to.resolve(name));
            }
            try (Stream<Path> snapshots = Files.list(from.resolve("snapshots"))) {
                for (Path snapshot : snapshots.toList()) {
                    copyIfThere(snapshot, to.resolve("snapshots").resolve(snapshot.getFileName()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyIfThere(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to);
        } catch (NoSuchFileException e) {
            // not written yet, or given another name just now
        }
    }

    /** The training from the older checkpoint comes by the trough again. */
    @Test
    void snapshotBehindTheCheckpointDamaged_isMadeAgainToTheSameBits() throws IOException {
        Model whole = sequential(COSINE);
        trainer(whole, COSINE, 1, folder.resolve("whole")).train(batches());
        Path run = folder.resolve("broken");
        trainer(sequential(COSINE), COSINE, 1, run)
                .checkpointEvery(20)
                .stopWhen(after(33))
                .train(batches());
        Files.delete(run.resolve("checkpoint.zip"));
        Files.write(run.resolve("snapshots/cycle-0002.zip"), new byte[] {1, 2, 3});

        Model network = sequential(COSINE);
        trainer(network, COSINE, 1, run).resume().train(batches());

        assertThat(TrainingResult.of(network, run)).isEqualTo(TrainingResult.of(whole, folder.resolve("whole")));
        assertThat(saidOf(run)).isEmpty();
        assertThat(storeLog.messages())
                .singleElement()
                .asString()
                .startsWith(run.resolve("snapshots/cycle-0002.zip") + ": ")
                .endsWith("; it is made again");
    }
}
