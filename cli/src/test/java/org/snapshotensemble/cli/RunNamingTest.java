package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.schedule.ScheduleSpec;

final class RunNamingTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T23:15:30Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void newFolder_sameSecond_getsANumber() {
        RunNaming naming = new RunNaming(folder.resolve("runs"), CLOCK);
        Path first = naming.newFolder("digits", "mlp");
        assertThat(first)
                .isEqualTo(folder.resolve("runs/digits-mlp-20261124-231530"))
                .isEmptyDirectory();
        assertThat(naming.newFolder("digits", "mlp"))
                .isEqualTo(folder.resolve("runs/digits-mlp-20261124-231530-2"))
                .isEmptyDirectory();
        assertThat(naming.newFolder("digits", "mlp")).isEqualTo(folder.resolve("runs/digits-mlp-20261124-231530-3"));
        assertThat(naming.newFolder("digits", "cnn")).isEqualTo(folder.resolve("runs/digits-cnn-20261124-231530"));
    }

    @Test
    void newFolder_namesThatAreNoFileNames_areMadeOne() {
        assertThat(new RunNaming(folder, CLOCK).newFolder("csv:/a b/c.csv?label=x", "my/model.json"))
                .isEqualTo(folder.resolve("csv-a-b-c-csv-label-x-my-model-json-20261124-231530"));
    }

    @Test
    void newFolder_parentThatIsAFile_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("runs"), "");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> new RunNaming(file, CLOCK).newFolder("digits", "mlp"))
                .withMessage(file + ": no folder can be made in it: file already exists");
    }

    /** Nobody can make a file there, whoever she is. */
    @Test
    void existingOrNew_folderThatCannotBeWrittenInto_isRefused() {
        Path processes = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(processes), "there is no /proc here");
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> RunNaming.existingOrNew(processes))
                .withMessage("--run: /proc/self: cannot be written into: no such file");
    }

    @Test
    void existingOrNew_folderThatIsThere_isLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(RunNaming.existingOrNew(folder)).isEqualTo(folder);
        assertThat(folder.toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void baselineNames_samePolicyTwice_getsANumber() {
        List<ScheduleSpec> specs = List.of(
                ScheduleSpec.parse("constant(0.1)"),
                ScheduleSpec.parse("one_cycle(max=0.1)"),
                ScheduleSpec.parse("constant(0.2)"),
                ScheduleSpec.parse("constant(0.3)"));
        assertThat(BaselineNames.of(specs)).containsExactly("constant", "one_cycle", "constant-2", "constant-3");
    }
}
