package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;

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

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("No space left on device"), CommandFailedException.class),
                Arguments.of(
                        new FileSystemException("f", null, "No space left on device"), CommandFailedException.class),
                Arguments.of(new FileSystemException("f", null, "Disk quota exceeded"), CommandFailedException.class),
                Arguments.of(new FileSystemException("f", null, "Read-only file system"), BadInputException.class),
                Arguments.of(new FileSystemException("f", null, "File name too long"), BadInputException.class),
                Arguments.of(new AccessDeniedException("f"), BadInputException.class));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void unwritable_placeThatTakesNoFile_isBadInput_andAFullDiskIsNot(IOException failure, Class<?> blamed) {
        assertThat(OutputFile.unwritable("--out: f", failure))
                .isInstanceOf(blamed)
                .hasMessage("--out: f: cannot be written: " + IoFailure.describe(failure));
        assertThatThrownBy(() -> OutputFile.write(() -> {
                    throw new RunException(run, "f: cannot be written", failure);
                }))
                .isInstanceOf(blamed == BadInputException.class ? RunException.class : CommandFailedException.class)
                .hasMessage("f: cannot be written");
    }

    /** The reports of other runs, and those over several, would be replaced. */
    @Test
    void requireReportFolder_whereOthersReportIs_isRefused() throws IOException {
        Path seeds = run.resolve("seeds");
        for (String name : List.of("seed-1", "seed-2")) {
            Files.createDirectories(seeds.resolve(name));
            Files.writeString(seeds.resolve(name).resolve("run.json"), "{}");
        }
        Path other = seeds.resolve("seed-2/report");
        assertThatThrownBy(() -> OutputFile.requireReportFolder("--report", other, seeds.resolve("seed-1")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--report: must not be a folder of another run's own files, was " + other);
        assertThatThrownBy(() -> OutputFile.requireReportFolder("--report", seeds, seeds.resolve("seed-1")))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "--report: must not be a folder of several runs, which has a report over them, was " + seeds);
    }

    @Test
    void requireFolderPlace_thatIsFine_leavesNothing() throws IOException {
        Path folder = run.resolve("a/b");
        OutputFile.requireFolderPlace("--plots", folder);
        try (Stream<Path> there = Files.list(run)) {
            assertThat(there).isEmpty();
        }
    }

    @Test
    void requireFolderPlace_belowAFile_isRefused() throws IOException {
        Path file = Files.writeString(run.resolve("file"), "mine");
        assertThatThrownBy(() -> OutputFile.requireFolderPlace("--plots", file.resolve("plots")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--plots: " + file.resolve("plots") + ": must be a folder, " + file + " is a file");
    }

    @Test
    void requireNone_ofAPersonsOwnFile_isRefused() throws IOException {
        Path report = Files.writeString(run.resolve("report.md"), "mine");
        assertThatThrownBy(() -> OutputFile.requireNone("--run", List.of(run.resolve("report.html"), report)))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--run: " + report + " is there already and would be replaced; choose another folder");
    }
}
