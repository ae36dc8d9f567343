package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.testing.TestNetworks;

/** A run that was broken off goes on to the same bits. */
class ResumeTest {

    /** Batches of 8, 8, 8 and 5 examples. */
    private static final DataSet DATA = TestNetworks.classification(29, 1);

    private static final int EPOCHS = 15;
    private static final int ITERATIONS = 60;

    @TempDir
    Path folder;

    private static IUpdater nesterovs(CyclicSchedule schedule) {
        return schedule.momentumAt(0).isPresent()
                ? new Nesterovs(Dl4jSchedule.of(schedule), Dl4jSchedule.momentumOf(schedule))
                : new Nesterovs(Dl4jSchedule.of(schedule), 0.9);
    }

    private static Model sequential(CyclicSchedule schedule) {
        return TestNetworks.sequential(nesterovs(schedule));
    }

    static Stream<Arguments> trainings() {
        CyclicSchedule cosine = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        Function<CyclicSchedule, Model> plain = ResumeTest::sequential;
        Function<CyclicSchedule, Model> graph = schedule -> TestNetworks.graph(nesterovs(schedule));
        Function<CyclicSchedule, Model> adam = schedule -> TestNetworks.sequential(new Adam(Dl4jSchedule.of(schedule)));
        Function<CyclicSchedule, Model> sgd = schedule -> TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        return Stream.of(
                Arguments.of("constraint, dropout, batch norm", plain, cosine, 1),
                Arguments.of("a graph", graph, cosine, 1),
                Arguments.of("replicas", plain, cosine, 3),
                Arguments.of("replicas of a graph", graph, cosine, 2),
                Arguments.of("Adam", adam, cosine, 1),
                Arguments.of("SGD, which has no state", sgd, cosine, 1),
                Arguments.of("cycling momentum", plain, Schedules.oneCycle(0.1, ITERATIONS), 1),
                Arguments.of("growing restarts", plain, Schedules.cosineRestarts(0.1, 0.001, 4, 2), 1),
                Arguments.of("triangular", plain, Schedules.triangular(0.001, 0.1, 3), 1),
                Arguments.of("triangular2", plain, Schedules.triangular2(0.001, 0.1, 5), 1),
                Arguments.of("exp_range", plain, Schedules.expRange(0.001, 0.1, 5, 0.99), 1));
    }

    private static BatchSource batches() {
        return BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3);
    }

    private static SnapshotTrainer trainer(Model network, CyclicSchedule schedule, int workers, Path run) {
        return SnapshotTrainer.of(network, schedule)
                .saveTo(run)
                .epochs(EPOCHS)
                .workers(workers)
                .validateOn(batches())
                .checkpointEvery(ITERATIONS + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainings")
    void brokenOffAfterEveryIteration_endsWithTheSameBits(
            String name, Function<CyclicSchedule, Model> networks, CyclicSchedule schedule, int workers) {
        Model whole = networks.apply(schedule);
        trainer(whole, schedule, workers, folder.resolve("whole")).train(batches());
        Result expected = Result.of(whole, folder.resolve("whole"));

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

        assertThat(Result.of(network, run)).as(name).isEqualTo(expected);
    }

    /** What a process leaves that is killed after an iteration; its writer may be in the middle of a file. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void killedAfterEveryIteration_endsWithTheSameBits(int checkpointEvery) {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        Path run = folder.resolve("whole");
        Model whole = sequential(schedule);
        trainer(whole, schedule, 2, run)
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
        Result expected = Result.of(whole, run);

        try (Stream<Path> killed = Files.list(folder)) {
            List<Path> copies = killed.filter(path -> !path.equals(run)).toList();
            assertThat(copies).hasSize(16);
            for (Path copy : copies) {
                Model network = sequential(schedule);
                trainer(network, schedule, 2, copy).resume().train(batches());
                assertThat(Result.of(network, copy)).as("%s", copy).isEqualTo(expected);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1000})
    void newestCheckpointDamaged_goesOnFromTheOneBefore(int place) throws IOException {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        Model whole = sequential(schedule);
        trainer(whole, schedule, 1, folder.resolve("whole")).train(batches());
        Path run = folder.resolve("broken");
        AtomicInteger asked = new AtomicInteger();
        trainer(sequential(schedule), schedule, 1, run)
                .checkpointEvery(5)
                .stopWhen(() -> asked.incrementAndGet() == 33)
                .train(batches());
        Path newest = run.resolve("checkpoint.zip");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[place] ^= 1;
        Files.write(newest, bytes);

        List<Integer> done = new ArrayList<>();
        Model network = sequential(schedule);
        trainer(network, schedule, 1, run)
                .resume()
                .observe(new RunObserver() {
                    @Override
                    public void runStarted(RunEvent.RunStarted event) {
                        done.add(event.done());
                    }
                })
                .train(batches());

        assertThat(done).containsExactly(30);
        assertThat(Result.of(network, run)).isEqualTo(Result.of(whole, folder.resolve("whole")));
    }

    @Test
    void bothCheckpointsMissing_beginsAnewToTheSameBits() throws IOException {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        Model whole = sequential(schedule);
        trainer(whole, schedule, 1, folder.resolve("whole")).train(batches());
        Path run = folder.resolve("broken");
        AtomicInteger asked = new AtomicInteger();
        trainer(sequential(schedule), schedule, 1, run)
                .stopWhen(() -> asked.incrementAndGet() == 33)
                .train(batches());
        Files.delete(run.resolve("checkpoint.zip"));

        Model network = sequential(schedule);
        trainer(network, schedule, 1, run).resume().train(batches());

        assertThat(Result.of(network, run)).isEqualTo(Result.of(whole, folder.resolve("whole")));
    }

    @Test
    void finishedRun_isLeftAsItIs() throws IOException {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        Path run = folder.resolve("run");
        trainer(sequential(schedule), schedule, 1, run).train(batches());
        byte[] manifest = Files.readAllBytes(run.resolve("run.json"));

        Run again = trainer(sequential(schedule), schedule, 1, run).resume().train(batches());

        assertThat(again.snapshots()).hasSize(5);
        assertThat(Files.readAllBytes(run.resolve("run.json"))).isEqualTo(manifest);
    }

    @Test
    void folderWithoutARun_isStartedIn() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        Run run = trainer(sequential(schedule), schedule, 1, folder.resolve("new"))
                .resume()
                .train(batches());
        assertThat(run.unfinished()).isEmpty();
    }

    static Stream<Arguments> otherTrainings() {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        CyclicSchedule other = Schedules.snapshotCosine(0.2, ITERATIONS, 5);
        Function<Path, SnapshotTrainer> same = run -> trainer(sequential(schedule), schedule, 1, run);
        return Stream.of(
                Arguments.of(
                        (Function<Path, SnapshotTrainer>) run -> trainer(sequential(other), other, 1, run),
                        "the schedule was snapshot_cosine(max=0.1,total=60,cycles=5), is"
                                + " snapshot_cosine(max=0.2,total=60,cycles=5)"),
                Arguments.of(
                        (Function<Path, SnapshotTrainer>) run -> same.apply(run).seed(8), "the seed was 7, is 8"),
                Arguments.of(
                        (Function<Path, SnapshotTrainer>) run -> same.apply(run).epochs(16),
                        "the number of epochs was 15, is 16"),
                Arguments.of(
                        (Function<Path, SnapshotTrainer>) run -> same.apply(run).modelName("mlp"),
                        "the model was MultiLayerNetwork, is mlp"));
    }

    @ParameterizedTest
    @MethodSource("otherTrainings")
    void anotherTraining_isRefused(Function<Path, SnapshotTrainer> other, String difference) {
        Path run = stoppedRun();

        assertThatThrownBy(() -> other.apply(run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(run + ": can only be gone on with as it was begun: ")
                .hasMessageContaining(difference);
        assertThat(Run.open(run).manifest().status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void otherBatches_areRefused() {
        Path run = stoppedRun();
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        BatchSource other = BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 9, 3);

        assertThatThrownBy(() ->
                        trainer(sequential(schedule), schedule, 1, run).resume().train(other))
                .isInstanceOf(RunException.class)
                .hasMessage(run + ": can only be gone on with as it was begun: the batch size was 8, is 9");
    }

    @Test
    void anotherNetwork_isRefused() {
        Path run = stoppedRun();
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        MultiLayerNetwork other = TestNetworks.sequential(nesterovs(schedule));
        other.getLayer(0).conf().getLayer().setIDropout(new Dropout(0.6));

        assertThatThrownBy(() -> trainer(other, schedule, 1, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the SHA-256 of the network's configuration was");
    }

    @Test
    void otherWorkers_areRefused() {
        Path run = stoppedRun();
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);

        assertThatThrownBy(() ->
                        trainer(sequential(schedule), schedule, 2, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(run + ": can only be gone on with as it was begun: the workers were 1, are 2");
        trainer(sequential(schedule), schedule, 1, run).resume().train(batches());
        assertThat(Run.open(run).unfinished()).isEmpty();
    }

    @Test
    void folderThatIsTrainedIn_isRefused() {
        Path run = folder.resolve("run");
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        List<Throwable> refusals = new ArrayList<>();
        trainer(sequential(schedule), schedule, 1, run)
                .observe(new RunObserver() {
                    @Override
                    public void epochDone(RunEvent.EpochDone event) {
                        try {
                            trainer(sequential(schedule), schedule, 1, run)
                                    .resume()
                                    .train(batches());
                        } catch (RunException e) {
                            refusals.add(e);
                        }
                    }
                })
                .train(batches());

        assertThat(refusals)
                .hasSize(EPOCHS)
                .allSatisfy(refusal -> assertThat(refusal)
                        .hasMessage(run + ": is being trained in; wait for the end of that training, or choose"
                                + " another folder"));
    }

    private Path stoppedRun() {
        Path run = folder.resolve("stopped");
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, ITERATIONS, 5);
        AtomicInteger asked = new AtomicInteger();
        trainer(sequential(schedule), schedule, 1, run)
                .stopWhen(() -> asked.incrementAndGet() == 33)
                .train(batches());
        return run;
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

    /** All that must be the same, to the bit: zips differ in their time stamps. */
    private record Result(
            List<Float> parameters,
            List<Float> updaterState,
            int iteration,
            int epoch,
            RandomState random,
            String history,
            TreeMap<String, List<Byte>> snapshots,
            List<String> figures,
            RunStatus status) {

        static Result of(Model model, Path folder) {
            Network network = Network.of(model);
            Run run = Run.open(folder);
            TreeMap<String, List<Byte>> snapshots = new TreeMap<>();
            List<String> figures = new ArrayList<>();
            for (Snapshot snapshot : run.snapshots()) {
                entries(run, snapshot, snapshots);
                figures.add(snapshot.id() + " " + snapshot.iteration() + " " + snapshot.epoch() + " "
                        + snapshot.learningRate() + " " + snapshot.validation());
            }
            try {
                return new Result(
                        numbers(network.parameters()),
                        network.updaterState().map(Result::numbers).orElse(List.of()),
                        network.iteration(),
                        network.epoch(),
                        RandomState.ofThisThread(),
                        Files.readString(run.files().history()),
                        snapshots,
                        figures,
                        run.manifest().status());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<Float> numbers(INDArray array) {
            List<Float> numbers = new ArrayList<>();
            for (float number : array.dup().data().asFloat()) {
                numbers.add(number);
            }
            return numbers;
        }

        private static void entries(Run run, Snapshot snapshot, TreeMap<String, List<Byte>> entries) {
            try (ZipFile zip = new ZipFile(run.folder().resolve(snapshot.file()).toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        List<Byte> bytes = new ArrayList<>();
                        for (byte value : in.readAllBytes()) {
                            bytes.add(value);
                        }
                        entries.put(snapshot.id() + "/" + entry.getName(), bytes);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
