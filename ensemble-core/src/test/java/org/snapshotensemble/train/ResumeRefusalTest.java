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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
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
