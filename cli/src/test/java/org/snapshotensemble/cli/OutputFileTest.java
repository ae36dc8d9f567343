package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {

    @TempDir
    private Path run;

    /** A run of a person's own program has no report yet. */
    @Test
    void requireReportFolder_ofTheRunsReport_isFineWhetherItIsThereOrNot() throws IOException {
        Path report = run.resolve("report");
        assertThatCode(() -> OutputFile.requireReportFolder("--report", report, run))
                .doesNotThrowAnyException();
        Files.createDirectory(report);
        assertThatCode(() -> OutputFile.requireReportFolder("--report", run.resolve("./report"), run))
                .doesNotThrowAnyException();
    }

    @Test
    void requireReportFolder_elsewhereAmongTheRunsFiles_isRefused() {
        for (Path folder : List.of(run, run.resolve("snapshots"), run.resolve("report/inner"))) {
            assertThatThrownBy(() -> OutputFile.requireReportFolder("--report", folder, run))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("--report: must not be a folder of the run's own files, other than "
                            + run.resolve("report") + ", was " + folder);
        }
    }
}
