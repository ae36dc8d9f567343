package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.snapshotensemble.snapshot.Run;

/** Compares runs bit by bit. */
final class SameRuns {

    private SameRuns() {}

    /** The same snapshots with the same weights and figures, and the same history. */
    static void assertSame(Run run, Run expected) throws IOException {
        assertThat(run.unfinished()).isEmpty();
        assertThat(run.snapshots()).hasSameSizeAs(expected.snapshots()).isNotEmpty();
        for (int cycle = 0; cycle < run.snapshots().size(); cycle++) {
            assertThat(weights(run, cycle)).isEqualTo(weights(expected, cycle));
            assertThat(run.snapshots().get(cycle).iteration())
                    .isEqualTo(expected.snapshots().get(cycle).iteration());
            assertThat(run.snapshots().get(cycle).validation())
                    .isEqualTo(expected.snapshots().get(cycle).validation());
        }
        assertThat(Files.readString(run.files().history()))
                .isEqualTo(Files.readString(expected.files().history()));
    }

    static float[] weights(Run run, int cycle) {
        return run.restore(run.snapshots().get(cycle)).parameters().dup().data().asFloat();
    }
}
