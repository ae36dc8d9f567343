package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.snapshotensemble.files.IoFailure;

/**
 * What a training writes to in a run's folder. Whoever made the folder may have put links there, and what is written would
 * overwrite a file of the reader's; or a pipe, on which it would wait for ever.
 */
final class OwnFiles {

    private OwnFiles() {}

    /**
     * Checks that everything which a training may write to is a file or a folder of the run's own, or not there.
     *
     * @throws RunException if something is a link, or of another kind
     */
    static void require(RunFolder folder) {
        List.of(
                        folder.manifest(),
                        folder.model(),
                        folder.history(),
                        folder.checkpoint(),
                        folder.previousCheckpoint(),
                        folder.lock())
                .forEach(file -> require(file, "file", own -> Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)));
        for (Path inner : List.of(folder.snapshots(), folder.report(), folder.baselines())) {
            require(inner, "folder", own -> Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS));
            requireNoLinksIn(inner);
        }
    }

    private static void requireNoLinksIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isSymbolicLink)) {
            for (Path link : entries) {
                require(link, "file", own -> false);
            }
        } catch (IOException e) {
            throw new RunException(folder, folder + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    private static void require(Path own, String kind, Predicate<Path> isOfTheKind) {
        if (Files.exists(own, LinkOption.NOFOLLOW_LINKS) && !isOfTheKind.test(own)) {
            throw new RunException(own, own + ": must be a " + kind + " of the run's own, is " + what(own));
        }
    }

    private static String what(Path own) {
        if (!Files.isSymbolicLink(own)) {
            return Files.isDirectory(own) ? "a folder" : Files.isRegularFile(own) ? "a file" : "a pipe or a device";
        }
        try {
            return "a link to " + Files.readSymbolicLink(own);
        } catch (IOException e) {
            return "a link";
        }
    }
}
