package org.snapshotensemble.cli;

import java.nio.file.Path;
import org.snapshotensemble.snapshot.RunFolder;

/** Where a command may write what a person asked for. */
final class OutputFile {

    private OutputFile() {}

    /**
     * Refuses a file that is part of the run that is read.
     *
     * @param option the option that names the file
     * @throws BadInputException if the run's own files include it
     */
    static void requireNotOfRun(String option, Path file, Path run) {
        if (new RunFolder(run).isOwn(file)) {
            throw new BadInputException(option + ": must not be a file of the run itself, was " + file);
        }
    }
}
