package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.snapshotensemble.files.IoFailure;
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

    /**
     * Refuses a folder that holds something, so that nothing is replaced or mixed.
     *
     * @param option the option that names the folder
     * @throws BadInputException if it holds something, is a file, or cannot be read
     */
    static void requireEmptyFolder(String option, Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(option + ": " + folder + ": must be a folder, is a file");
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new BadInputException(
                        option + ": " + folder + ": holds something already; choose another folder or empty this one");
            }
        } catch (IOException e) {
            throw new BadInputException(option + ": " + folder + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }
}
