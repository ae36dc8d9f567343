package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.evaluation.BestMemberChoice;
import org.snapshotensemble.evaluation.EnsembleReport;

class RegressionTest {

    @TempDir
    Path folder;

    @Test
    void network_comesCloseToTheNoise() {
        EnsembleReport report = Regression.trainAndEvaluate(folder.resolve("run"), 40);
        assertThat(report.ensemble().rmse()).isBetween(0.9 * Regression.NOISE, 1.5 * Regression.NOISE);
        assertThat(report.ensemble().r2()).isGreaterThan(0.95);
        assertThat(report.bestMemberChoice()).isEqualTo(BestMemberChoice.VALIDATION_LOSS);
    }
}
