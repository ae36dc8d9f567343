package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snapshotensemble.files.DurableFolder;
import org.snapshotensemble.files.IoFailure;

/** A folder that a new run may have: it takes files, and nothing in it is in the way. */
final class FreshFolder {

    private FreshFolder() {}

    /**
     * Makes the folder where it is not there.
     *
     * @throws RunException if it holds a run already, or a file that the run would overwrite, or cannot be written
     */
    static RunFolder prepare(Path path) {
        RunFolder folder = new RunFolder(path);
        if (Run.isIn(path)) {
            throw holdsARun(path);
        }
        try {
            DurableFolder.create(folder.snapshots());
            requireRoom(folder);
            probe(path);
            return folder;
        } catch (FileAlreadyExistsException e) {
            throw new RunException(path, path + ": must be a folder: " + e.getMessage() + " is a file", e);
        } catch (IOException e) {
            throw new RunException(path, path + ": cannot be written: " + IoFailure.describe(e), e);
        }
    }

    static RunException holdsARun(Path path) {
        return new RunException(path, path + ": holds a run already; choose another folder or delete this one");
    }

    /** Someone else's files, or the remains of a run that was broken off as it began. */
    private static void requireRoom(RunFolder folder) throws IOException {
        for (Path file : List.of(folder.model(), folder.history(), folder.checkpoint(), folder.previousCheckpoint())) {
            if (Files.exists(file)) {
                throw inTheWay(folder, file);
            }
        }
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(folder.snapshots())) {
            for (Path file : snapshots) {
                throw inTheWay(folder, file);
            }
        }
    }

    private static RunException inTheWay(RunFolder folder, Path file) {
        return new RunException(
                file,
                folder.path() + ": must be empty of a run's files, but there is " + file + "; choose another folder");
    }

    /** Finds out now, not at the first trough, whether the folder takes files. */
    private static void probe(Path path) throws IOException {
        Files.delete(Files.createTempFile(path, ".probe", ".tmp"));
    }
}
