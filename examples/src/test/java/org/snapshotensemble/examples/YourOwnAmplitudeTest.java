package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;

class YourOwnAmplitudeTest {

    @TempDir
    Path folder;

    @Test
    void peaks_areTwoThirdsAsHighAboveTheBaseAsTheOnesBefore() {
        CyclicSchedule schedule = YourOwnAmplitude.twoThirds(50);
        assertThat(schedule.rateAt(50)).isEqualTo(0.1, within(1e-12));
        assertThat(schedule.rateAt(150)).isEqualTo(0.001 + 0.099 * 2 / 3, within(1e-12));
        assertThat(schedule.rateAt(250)).isEqualTo(0.001 + 0.099 * 4 / 9, within(1e-12));
    }

    @Test
    void run_namesTheFunctionAndKeepsASnapshotOfEachTriangle() throws IOException {
        Run run = YourOwnAmplitude.train(folder.resolve("run"), 2, 1);
        assertThat(run.manifest().schedule()).isEqualTo("cyclic(base=0.001,max=0.1,stepSize=25,amplitude=two-thirds)");
        CyclicSchedule schedule = YourOwnAmplitude.twoThirds(25);
        assertThat(run.snapshots()).extracting(Snapshot::iteration).containsExactly(49, 99);
        assertThat(run.snapshots())
                .extracting(Snapshot::learningRate)
                .containsExactly(schedule.rateAt(49), schedule.rateAt(99));
    }
}
