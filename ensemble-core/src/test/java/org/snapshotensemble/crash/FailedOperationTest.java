package org.snapshotensemble.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;

/** Each operation on a file fails in turn: the disk is full or broken, or a right is gone. */
class FailedOperationTest {

    private static final SmallTraining TRAINING = new SmallTraining(2, 2, 3);

    private static final List<String> ERRORS =
            List.of("No space left on device", "Input/output error", "Permission denied", "Disk quota exceeded");

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyOperation_stopsTheTrainingWithTheFilesNameAndKeepsWhatWasSaved(boolean lasting) {
        Outcome expected = TRAINING.unbroken(folder.resolve("unbroken"));
        int failing = 1;
        while (trainWith(failing, lasting, expected)) {
            failing++;
        }
        System.err.println(
                "FailedOperationTest: " + (failing - 1) + " operations failed" + (lasting ? " for good" : ""));
        assertThat(failing).isGreaterThan(60);
    }

    /** Returns whether an operation has failed. */
    private boolean trainWith(int failing, boolean lasting, Outcome expected) {
        String error = ERRORS.get(failing % ERRORS.size());
        FailedOperation fault = new FailedOperation(failing, error, lasting);
        Path run = folder.resolve("run-" + failing);
        List<Promise> told = new ArrayList<>();
        Path watched = WatchedFileSystem.watched(folder, fault)
                .resolve(run.getFileName().toString());
        RunException failure = catchThrowableOfType(
                RunException.class,
                () -> TRAINING.in(watched)
                        .observe(SmallTraining.whenSaved(snapshot -> told.add(Promise.of(snapshot))))
                        .train(TRAINING.batches()));
        if (fault.failed().isEmpty()) {
            assertThat(failure).isNull();
            return false;
        }
        String what = failing + ": " + fault.failed().get();
        if (!lasting && fault.failed().get() instanceof FileOperation.MakeFolder) {
            // The JDK tries a folder once more.
            assertThat(Outcome.of(run)).as(what).isEqualTo(expected);
            return true;
        }
        assertThat(failure).as(what).isNotNull();
        assertThat(failure).as(what).hasMessageContaining(error).hasMessageContaining(run.toString());
        assertThat(failure.path().toString()).as(what).startsWith(run.toString());
        assertThat(promises.broken(run, told)).as(what).isEmpty();
        assertThat(lasting || hasWholeRows(run.resolve("history.csv")))
                .as("%s: whole rows", what)
                .isTrue();
        assertThat(Run.isIn(run) ? Run.open(run).snapshots() : List.of())
                .as("%s: more than was told may be kept, but no more than one snapshot", what)
                .hasSizeBetween(told.size(), told.size() + 1);

        if (lasting && failing % ERRORS.size() != 0) {
            return true;
        }
        // A run that is finished already, but for the seconds that it took, is left as it is.
        boolean goesOn = !Run.isIn(run) || Run.open(run).unfinished().isPresent();
        TRAINING.in(run).train(TRAINING.batches());
        assertThat(Outcome.of(run)).as(what).isEqualTo(expected);
        assertThat(goesOn ? temporaryFiles(run) : List.of()).as(what).isEmpty();
        return true;
    }

    /** Whether there is no row cut in its middle, though what could not be written was written by half. */
    private static boolean hasWholeRows(Path history) {
        try {
            String text = Files.exists(history) ? Files.readString(history) : "";
            return text.isEmpty() || text.endsWith("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** But for the empty file with which a training tries whether the folder takes files. */
    private static List<Path> temporaryFiles(Path run) {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(file -> file.toString().endsWith(".tmp"))
                    .filter(file -> !file.getFileName().toString().startsWith(".probe"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
