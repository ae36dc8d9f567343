package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Sgd;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;

/** What is said of a run that is not finished. */
class UnfinishedRunTest {

    private static final int BATCHES = 4;

    private final Logger logger = (Logger) LoggerFactory.getLogger(Ensemble.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(said);
    }

    private SnapshotListener train(int epochs) {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 3 * BATCHES, 3);
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        SnapshotListener listener = SnapshotListener.saveTo(folder.resolve("run"), schedule);
        network.addListeners(listener);
        network.fit(TestNetworks.batches(TestNetworks.classification(29, 1), 8), epochs);
        return listener;
    }

    @Test
    void load_finishedRun_saysNothing() {
        train(3);
        Ensemble.load(folder.resolve("run")).close();
        assertThat(Run.open(folder.resolve("run")).unfinished()).isEmpty();
        assertThat(said.list).isEmpty();
    }

    @Test
    void load_runBrokenOff_warnsOnce() {
        train(2);
        try (Ensemble ensemble = Ensemble.load(folder.resolve("run"))) {
            assertThat(ensemble.size()).isEqualTo(2);
        }
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        folder.resolve("run") + ": the run is not finished (it trains still, was broken off, or"
                                + " its schedule has no end); it has 2 snapshots so far");
    }

    @Test
    void load_runThatFailed_warnsWithTheReason() {
        train(2).finish(Optional.of("the loss was NaN"), Optional.empty());
        Ensemble.load(folder.resolve("run")).close();
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(folder.resolve("run")
                        + ": the run is not finished (it failed: the loss was NaN); it has 2 snapshots so far");
    }

    @Test
    void open_file_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "{}");
        assertThatThrownBy(() -> Run.open(file))
                .isInstanceOf(RunException.class)
                .hasMessage(file + ": must be the folder of a run, is a file");
    }
}
