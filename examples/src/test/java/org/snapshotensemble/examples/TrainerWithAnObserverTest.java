package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;

class TrainerWithAnObserverTest {

    @TempDir
    Path folder;

    @Test
    void observer_seesTheLossFallAndTheRunHasValidatedSnapshots() throws IOException {
        TrainerWithAnObserver.LossPerEpoch observer = new TrainerWithAnObserver.LossPerEpoch();
        Run run = TrainerWithAnObserver.train(folder.resolve("run"), 8, observer);
        List<Double> losses = observer.meanLosses();
        assertThat(losses).hasSize(8);
        assertThat(losses.get(7)).isLessThan(losses.get(0) / 3);
        assertThat(run.snapshots())
                .hasSize(4)
                .allMatch(snapshot -> snapshot.validation().isPresent());
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(81, 163, 245, 327);
    }
}
