package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static final Duration FOR_EVER = Duration.ofDays(1);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("history.csv");
    }

    @Test
    void append_ofBothKindsOfRow_leavesEmptyWhatIsNotThere() throws IOException {
        try (HistoryFile history = HistoryFile.create(file)) {
            history.append(row(0));
            history.append(new HistoryRow(
                    1,
                    0,
                    OptionalInt.of(0),
                    0.01,
                    OptionalDouble.of(0.9),
                    0.5,
                    Optional.of(new ValidationFigures.OfClassification(0.75, 0.625))));
            assertThat(file).hasContent(HistoryFile.HEADER + "\n0,0,,0.5,,1.25,,\n1,0,0,0.01,0.9,0.5,0.75,0.625\n");
            assertThat(history.bytes()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void append_whereRowsAreKeptBack_isNotSeenUntilTheyAreWritten() throws IOException {
        try (HistoryFile history = HistoryFile.create(file)) {
            history.keepBack(FOR_EVER);
            history.append(row(0));
            history.append(row(1));
            assertThat(iterations()).isEmpty();
            history.writeKeptBack();
            assertThat(iterations()).isEqualTo("01");
            history.append(row(2));
        }
        assertThat(iterations()).isEqualTo("012");
    }

    @Test
    void append_whenTheTimeIsOver_writesAllThatWasKeptBack() throws Exception {
        try (HistoryFile history = HistoryFile.create(file)) {
            history.keepBack(FOR_EVER);
            history.append(row(0));
            history.keepBack(Duration.ZERO);
            history.append(row(1));
            assertThat(iterations()).isEqualTo("01");
        }
    }

    @Test
    void append_byAnInterruptedThread_isRefusedAndLosesNoRow() throws IOException {
        try (HistoryFile history = HistoryFile.create(file)) {
            history.append(row(0));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> history.append(row(1))).isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(iterations()).isEqualTo("01");
    }

    @Test
    void rest_letsGoOfTheFile_andAFurtherRowOpensItAgain() throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES), "no list of open files on this system");
        try (HistoryFile history = HistoryFile.create(file)) {
            history.keepBack(FOR_EVER);
            history.append(row(0));
            assertThat(isHeld()).isTrue();
            history.rest();
            assertThat(isHeld()).isFalse();
            assertThat(iterations()).isEqualTo("0");
            history.append(row(1));
        }
        assertThat(iterations()).isEqualTo("01");
        assertThat(isHeld()).isFalse();
    }

    private boolean isHeld() throws IOException {
        Path real = file.toRealPath();
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.anyMatch(link -> pointsTo(link, real));
        }
    }

    /** One that was closed meanwhile points to nothing. */
    private static boolean pointsTo(Path link, Path real) {
        try {
            return Files.readSymbolicLink(link).equals(real);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void resume_cutsWhatIsBehindAndGoesOn() throws IOException {
        long valid;
        try (HistoryFile history = HistoryFile.create(file)) {
            history.append(row(0));
            valid = history.bytes();
            history.append(row(1));
        }
        try (HistoryFile history = HistoryFile.resume(file, valid)) {
            history.append(row(2));
        }
        assertThat(iterations()).isEqualTo("02");
    }

    private String iterations() throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.substring(0, 1))
                .reduce("", String::concat);
    }

    private static HistoryRow row(int iteration) {
        return new HistoryRow(iteration, 0, OptionalInt.empty(), 0.5, OptionalDouble.empty(), 1.25, Optional.empty());
    }
}
