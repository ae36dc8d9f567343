package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunStatus;

/**
 * Finds a folder for a run whose user named none: {@code digits-mlp-20261124-231530} under a parent folder, with a
 * number behind it where another run has that name already.
 */
final class RunNaming {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path parent;
    private final Clock clock;

    RunNaming(Path parent, Clock clock) {
        this.parent = parent;
        this.clock = clock;
    }

    /**
     * Makes a new folder; of two processes that ask in the same second each gets its own.
     *
     * @param data the text of the data's source
     * @param model the text of the model
     * @throws BadInputException if the folder cannot be made
     */
    Path newFolder(String data, String model) {
        String name =
                (data + "-" + model).replaceAll("[^A-Za-z0-9_-]+", "-") + "-" + TIME.format(LocalDateTime.now(clock));
        try {
            Files.createDirectories(parent);
            return createFirstFree(name);
        } catch (IOException e) {
            throw new BadInputException(parent + ": no folder can be made in it: " + IoFailure.describe(e));
        }
    }

    /**
     * Makes the folder a user named, where it is not there yet.
     *
     * @throws BadInputException if it cannot be made or written into
     */
    static Path existingOrNew(Path folder) {
        try {
            Files.createDirectories(folder);
            // Whether the user may write does not tell: a file system may be read-only for everyone.
            Files.delete(Files.createTempFile(folder, ".", ""));
            return folder;
        } catch (FileAlreadyExistsException e) {
            throw new BadInputException("--run: " + folder + ": must be a folder, is a file");
        } catch (IOException e) {
            String what = Files.isDirectory(folder) ? "cannot be written into" : "cannot be made";
            throw new BadInputException("--run: " + folder + ": " + what + ": " + IoFailure.describe(e));
        }
    }

    /**
     * Finds out whether a run could go there, and changes nothing.
     *
     * @throws BadInputException if one is there already, or something that is no folder
     */
    static void requireNoRun(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInputException("--run: " + folder + ": must be a folder, is a file");
        }
        if (Run.isIn(folder)) {
            throw new BadInputException("--run: " + folder + ": holds a run already; " + wayOut(folder));
        }
    }

    /** A run that failed fails again when it is gone on with as it was, unless the machine was to blame. */
    private static String wayOut(Path folder) {
        return hasFailed(folder)
                ? "it failed, so delete it or choose another folder; --resume tries the same once more"
                : "go on with it with --resume, or choose another folder";
    }

    private static boolean hasFailed(Path folder) {
        try {
            return Run.open(folder).manifest().status() == RunStatus.FAILED;
        } catch (RunException e) {
            // Whatever the folder holds, nothing is written into it.
            return false;
        }
    }

    private Path createFirstFree(String name) throws IOException {
        for (int number = 1; ; number++) {
            Path candidate = parent.resolve(number == 1 ? name : name + "-" + number);
            try {
                return Files.createDirectory(candidate);
            } catch (FileAlreadyExistsException e) {
                // taken: the next number
            }
        }
    }
}
