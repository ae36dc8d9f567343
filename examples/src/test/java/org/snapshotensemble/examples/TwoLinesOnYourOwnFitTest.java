package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.evaluation.EnsembleReport;

class TwoLinesOnYourOwnFitTest {

    @TempDir
    Path folder;

    @Test
    void fewEpochs_leaveFiveMembersThatKnowDigits() throws IOException {
        EnsembleReport report = TwoLinesOnYourOwnFit.trainAndEvaluate(folder.resolve("run"), 5);
        assertThat(report.members()).hasSize(5);
        assertThat(report.ensemble().accuracy()).isGreaterThan(0.9);
        assertThat(report.bestMember()).isEqualTo(report.lastMember());
    }
}
