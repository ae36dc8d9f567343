package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.snapshotensemble.train.BrokenTrainings.COSINE;
import static org.snapshotensemble.train.BrokenTrainings.DATA;
import static org.snapshotensemble.train.BrokenTrainings.EPOCHS;
import static org.snapshotensemble.train.BrokenTrainings.ITERATIONS;
import static org.snapshotensemble.train.BrokenTrainings.batches;
import static org.snapshotensemble.train.BrokenTrainings.nesterovs;
import static org.snapshotensemble.train.BrokenTrainings.sequential;
import static org.snapshotensemble.train.BrokenTrainings.trainer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.testing.TestNetworks;

/** What does not go on with a run, and leaves it as it is. */
class ResumeRefusalTest {

    @TempDir
    Path folder;

    static Stream<Arguments> otherTrainings() {
        CyclicSchedule other = Schedules.snapshotCosine(0.2, ITERATIONS, 5);
        Function<Path, SnapshotTrainer> same = run -> trainer(sequential(COSINE), COSINE, 1, run);
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
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"));

        assertThatThrownBy(() -> other.apply(run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(run + ": can only be gone on with as it was begun: ")
                .hasMessageContaining(difference);
        assertThatThrownBy(() -> other.apply(run).resume().plan(batches()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(difference);
        assertThat(Run.open(run).manifest().status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void otherBatches_areRefused() {
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"));
        BatchSource other = BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 25, 3);

        assertThatThrownBy(() ->
                        trainer(sequential(COSINE), COSINE, 1, run).resume().train(other))
                .isInstanceOf(RunException.class)
                .hasMessage(run + ": can only be gone on with as it was begun: the batch size was 24, is 25");
    }

    /** Of two columns that change places, one the label and one ignored, nothing else need differ. */
    @Test
    void anotherLabel_isRefused() {
        Path run = stopped(withSource("csv:t.csv?label=y&header=true&ignore=z"));

        assertThatThrownBy(() -> withSource("csv:moved.csv?label=z&header=true&ignore=y")
                        .apply(run)
                        .resume()
                        .train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(run + ": can only be gone on with as it was begun: the label was \"y\", is \"z\"");
        withSource("csv:moved.csv?label=y&header=true&ignore=z")
                .apply(run)
                .resume()
                .train(batches());
        assertThat(Run.open(run).unfinished()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv:t.csv", "rows of mine"})
    void labelThatARunDidNotTell_isTakenForTheSame(String source) {
        Path run = stopped(withSource(source));

        withSource("csv:t.csv?label=z&header=true").apply(run).resume().train(batches());
        assertThat(Run.open(run).unfinished()).isEmpty();
    }

    static Stream<Arguments> otherScalings() {
        String numbers = " differ, as those of other training rows do";
        return Stream.of(
                Arguments.of(
                        Scaling.ofFeatures(scaling(Preprocessing.Kind.RANGE, 1)),
                        "the preprocessing was standardize, is range"),
                Arguments.of(
                        Scaling.ofFeatures(scaling(Preprocessing.Kind.STANDARDIZE, 2)),
                        "the numbers of the preprocessing" + numbers));
    }

    @ParameterizedTest
    @MethodSource("otherScalings")
    void anotherPreprocessing_isRefusedByWhatDiffers(Scaling other, String difference) {
        Scaling begun = Scaling.ofFeatures(scaling(Preprocessing.Kind.STANDARDIZE, 1));
        String refusal = ": can only be gone on with as it was begun: " + difference;
        Path ofData = stopped(withData("rows of mine", begun));
        assertThatThrownBy(() ->
                        withData("rows of mine", other).apply(ofData).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(ofData + refusal);

        Path alone = folder.resolve("alone");
        trainer(sequential(COSINE), COSINE, 1, alone)
                .scaling(begun)
                .stopWhen(BrokenTrainings.after(33))
                .train(batches());
        assertThatThrownBy(() -> trainer(sequential(COSINE), COSINE, 1, alone)
                        .scaling(other)
                        .resume()
                        .train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(alone + refusal);
    }

    private Path stopped(Function<Path, SnapshotTrainer> trainer) {
        Path run = folder.resolve("stopped");
        trainer.apply(run).stopWhen(BrokenTrainings.after(33)).train(batches());
        return run;
    }

    private static Function<Path, SnapshotTrainer> withSource(String source) {
        return withData(source, Scaling.none());
    }

    private static Function<Path, SnapshotTrainer> withData(String source, Scaling scaling) {
        DataDescription description = new DataDescription(
                source,
                "0".repeat(64),
                Task.CLASSIFICATION,
                List.of("a", "b", "c", "d", "e"),
                List.of("one", "two", "three"),
                Optional.empty());
        DataRecord data =
                DataRecord.of(description, scaling, new DataRecord.SplitRecord(0.2, 0.1, 7), Optional.empty());
        return run -> trainer(sequential(COSINE), COSINE, 1, run).data(data);
    }

    private static Preprocessing scaling(Preprocessing.Kind kind, double divisor) {
        int features = TestNetworks.FEATURES;
        return new Preprocessing(kind, Collections.nCopies(features, 0.5), Collections.nCopies(features, divisor));
    }

    @Test
    void anotherNetwork_isRefused() {
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"));
        MultiLayerNetwork other = TestNetworks.sequential(nesterovs(COSINE));
        other.getLayer(0).conf().getLayer().setIDropout(new Dropout(0.6));

        assertThatThrownBy(() -> trainer(other, COSINE, 1, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the SHA-256 of the network's configuration was");
    }

    @Test
    void otherWorkers_areRefusedAndTheFolderIsLeftAsItIs() throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"));
        byte[] manifest = Files.readAllBytes(run.resolve("run.json"));
        byte[] history = Files.readAllBytes(run.resolve("history.csv"));

        assertThatThrownBy(() ->
                        trainer(sequential(COSINE), COSINE, 2, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(run + ": can only be gone on with as it was begun: the workers were 1, are 2");
        assertThat(Files.readAllBytes(run.resolve("run.json"))).isEqualTo(manifest);
        assertThat(Files.readAllBytes(run.resolve("history.csv"))).isEqualTo(history);
        SnapshotTrainer same = trainer(sequential(COSINE), COSINE, 1, run).resume();
        assertThat(same.plan(batches()).iterations()).isPositive();
        same.train(batches());
        assertThat(Run.open(run).unfinished()).isEmpty();
    }

    /** Without a checkpoint nothing but the manifest tells of them. */
    @Test
    void otherWorkersOfARunThatBeginsAnew_areRefusedAndTheFolderIsLeftAsItIs() throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"), 2);
        Files.delete(run.resolve("checkpoint.zip"));
        byte[] manifest = Files.readAllBytes(run.resolve("run.json"));
        byte[] history = Files.readAllBytes(run.resolve("history.csv"));

        assertThatThrownBy(() ->
                        trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(run + ": can only be gone on with as it was begun: the workers were 2, are 1");
        assertThat(Files.readAllBytes(run.resolve("run.json"))).isEqualTo(manifest);
        assertThat(Files.readAllBytes(run.resolve("history.csv"))).isEqualTo(history);
        trainer(sequential(COSINE), COSINE, 2, run).resume().train(batches());
        assertThat(Run.open(run).unfinished()).isEmpty();
    }

    /** Where nobody said a number, small batches are not cut: that is one worker, whatever the cores. */
    @Test
    void workersThatTheManifestTells_areTakenForThoseOfARunOfWhichNobodySaidANumber() {
        Path run = folder.resolve("stopped");
        SnapshotTrainer.of(sequential(COSINE), COSINE)
                .saveTo(run)
                .epochs(EPOCHS)
                .stopWhen(BrokenTrainings.after(33))
                .train(batches());
        SnapshotTrainer two = SnapshotTrainer.of(sequential(COSINE), COSINE)
                .saveTo(run)
                .epochs(EPOCHS)
                .workers(2)
                .resume();
        assertThatThrownBy(() -> two.train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(run + ": can only be gone on with as it was begun: the workers were 1, are 2");
        SnapshotTrainer.of(sequential(COSINE), COSINE)
                .saveTo(run)
                .epochs(EPOCHS)
                .workers(1)
                .resume()
                .train(batches());
        assertThat(Run.open(run).unfinished()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.json",
                "model.json",
                "history.csv",
                "checkpoint.zip",
                "checkpoint-previous.zip",
                "run.lock",
                "snapshots",
                "report",
                "baselines",
                "snapshots/cycle-0004.zip",
                "baselines/constant"
            })
    void linkInTheFolder_isRefusedAndNothingIsWrittenWhereItLeads(String name) throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"));
        Path link = run.resolve(name);
        Path outside = folder.resolve("outside");
        if (Files.exists(link)) {
            Files.move(link, outside);
        } else {
            Files.createDirectories(link.getParent());
            Files.writeString(outside, "precious");
        }
        String before = contentOf(outside);
        Files.createSymbolicLink(link, outside);

        assertThatThrownBy(() ->
                        trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessageMatching(
                        Pattern.quote(link.toString()) + ": must be a (file|folder) of the run's own, is a link to "
                                + Pattern.quote(outside.toString()));
        assertThat(contentOf(outside)).isEqualTo(before);
    }

    private static String contentOf(Path file) throws IOException {
        if (!Files.isDirectory(file)) {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        }
        try (Stream<Path> entries = Files.list(file)) {
            return entries.sorted().map(Path::toString).collect(Collectors.joining("\n"));
        }
    }

    @Test
    void lockThatIsAFolder_isRefused() throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"));
        Files.delete(run.resolve("run.lock"));
        Files.createDirectory(run.resolve("run.lock"));

        assertThatThrownBy(() ->
                        trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(run.resolve("run.lock") + ": must be a file of the run's own, is a folder");
    }

    /** A training from the checkpoint does not come by its trough again. */
    @Test
    void snapshotThatIsGone_isRefusedBeforeAnythingIsTrained() throws IOException {
        Path run = BrokenTrainings.stopped(folder.resolve("stopped"));
        Path snapshot = run.resolve("snapshots/cycle-0001.zip");
        Files.delete(snapshot);
        byte[] history = Files.readAllBytes(run.resolve("history.csv"));

        assertThatThrownBy(() ->
                        trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches()))
                .isInstanceOf(RunException.class)
                .hasMessage(snapshot + ": cannot be read: no such file; put it back, or delete checkpoint.zip and"
                        + " checkpoint-previous.zip to train the run anew");
        assertThat(Files.readAllBytes(run.resolve("history.csv"))).isEqualTo(history);
    }

    @Test
    void folderThatIsTrainedIn_isRefused() {
        Path run = folder.resolve("run");
        List<Throwable> refusals = new ArrayList<>();
        trainer(sequential(COSINE), COSINE, 1, run)
                .observe(new RunObserver() {
                    @Override
                    public void epochDone(RunEvent.EpochDone event) {
                        try {
                            trainer(sequential(COSINE), COSINE, 1, run).resume().train(batches());
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
}
