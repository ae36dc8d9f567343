package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunRecording;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.testing.LogCapture;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;

/** What is said of a run that is not finished. */
class UnfinishedRunTest {

    private static final int BATCHES = 4;
    private static final CyclicSchedule SCHEDULE = Schedules.snapshotCosine(0.1, 3 * BATCHES, 3);

    @RegisterExtension
    private final LogCapture log = LogCapture.of(Ensemble.class);

    @TempDir
    Path folder;

    private void train(int epochs) {
        train(epochs, SnapshotListener.saveTo(folder.resolve("run"), SCHEDULE));
    }

    private static void train(int epochs, SnapshotListener listener) {
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(SCHEDULE)));
        network.addListeners(listener);
        network.fit(TestNetworks.batches(TestNetworks.classification(29, 1), 8), epochs);
    }

    @Test
    void load_finishedRun_saysNothing() {
        train(3);
        Ensemble.load(folder.resolve("run")).close();
        assertThat(Run.open(folder.resolve("run")).unfinished()).isEmpty();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void load_runBrokenOff_warnsOnce() {
        train(2);
        try (Ensemble ensemble = Ensemble.load(folder.resolve("run"))) {
            assertThat(ensemble.size()).isEqualTo(2);
        }
        assertThat(log.messages())
                .containsExactly(
                        folder.resolve("run") + ": the run is not finished (it trains still, was broken off, or"
                                + " its schedule has no end); snapshots so far: 2");
    }

    @Test
    void load_runOfAnEndlessScheduleThatWasFinished_saysNothing() {
        CyclicSchedule endless = Schedules.triangular(0.01, 0.1, 3);
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(endless)));
        SnapshotListener listener = SnapshotListener.saveTo(folder.resolve("run"), endless);
        network.addListeners(listener);
        network.fit(TestNetworks.batches(TestNetworks.classification(29, 1), 8), 5);
        assertThat(Run.open(folder.resolve("run")).unfinished()).isPresent();

        listener.finish();
        Run run = Run.open(folder.resolve("run"));
        assertThat(run.unfinished()).isEmpty();
        assertThat(run.snapshots()).hasSize(3);
        Ensemble.load(run.folder()).close();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void load_runThatFailed_warnsWithTheReason() {
        RunRecording recording = RunRecording.begin(folder.resolve("run"), SCHEDULE);
        train(2, recording.listener());
        recording.finish(Optional.of("the loss was NaN"), Optional.empty());
        Ensemble.load(folder.resolve("run")).close();
        assertThat(log.messages())
                .containsExactly(folder.resolve("run")
                        + ": the run is not finished (it failed: the loss was NaN); snapshots so far: 2");
    }

    @Test
    void open_file_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "{}");
        assertThatThrownBy(() -> Run.open(file))
                .isInstanceOf(RunException.class)
                .hasMessage(file + ": must be the folder of a run, is a file");
    }
}
