package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;

/** What a training leaves in its folder that died with a file half written, or before it had a run. */
public final class Remains {

    private static final Predicate<String> SNAPSHOT =
            Pattern.compile("cycle-\\d{4,}\\.zip").asMatchPredicate();

    private Remains() {}

    /**
     * Deletes what a training left that died as it began, after its history was made and before its {@code run.json} was:
     * the two files would be in a new run's way. Does nothing in a folder that has a run, a snapshot, or a history with
     * rows or of another form, or none.
     *
     * @throws RunException if another training is in the folder, or a file cannot be deleted
     */
    public static void deleteBeginning(Path path) {
        RunFolder folder = new RunFolder(path);
        try {
            if (!isBeginning(folder)) {
                return;
            }
            try (RunLock lock = RunLock.acquire(folder)) {
                // Meanwhile another training may have begun, and ended.
                if (isBeginning(folder)) {
                    deleteTemporaryFiles(folder);
                    // The history tells whose the model is, so it goes last.
                    Files.deleteIfExists(folder.model());
                    Files.deleteIfExists(folder.history());
                }
            }
        } catch (IOException e) {
            throw new RunException(path, path + ": cannot be written: " + IoFailure.describe(e), e);
        }
    }

    private static boolean isBeginning(RunFolder folder) throws IOException {
        return !Run.isIn(folder.path())
                && HistoryFile.isWithoutRows(folder.history())
                && (!Files.isDirectory(folder.snapshots()) || PathUtils.isEmptyDirectory(folder.snapshots()));
    }

    /** Deletes the temporary files of the run's own; only where the folder is locked. */
    static void deleteTemporaryFiles(RunFolder folder) throws IOException {
        Set<String> own = Stream.of(folder.manifest(), folder.model(), folder.checkpoint())
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        DurableFile.deleteAbandoned(folder.path(), own::contains);
        if (Files.isDirectory(folder.snapshots())) {
            DurableFile.deleteAbandoned(folder.snapshots(), SNAPSHOT);
        }
    }
}
