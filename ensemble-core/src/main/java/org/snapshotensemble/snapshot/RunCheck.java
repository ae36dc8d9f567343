package org.snapshotensemble.snapshot;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.snapshotensemble.files.DamagedFileException;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.files.Seal;

/**
 * Checks the files of a run, and of the baselines beside it: manifest, model, snapshots and checkpoints against
 * their checksums, the history, which has none, against its form. Reports are not checked: they can be made again.
 */
public final class RunCheck {

    private final List<CheckedFile> files = new ArrayList<>();

    private RunCheck() {}

    /** Checks the run in a folder; the files come in the order in which they were checked, the manifest first. */
    public static List<CheckedFile> of(Path folder) {
        RunCheck check = new RunCheck();
        check.checkRun(new RunFolder(folder));
        return List.copyOf(check.files);
    }

    private void checkRun(RunFolder folder) {
        List<RunManifest> manifest = new ArrayList<>();
        check(folder.manifest(), () -> manifest.add(ManifestFile.read(folder.manifest())));
        manifest.forEach(read -> checkFiles(folder, read));
        baselines(folder).forEach(baseline -> checkRun(new RunFolder(baseline)));
    }

    private void checkFiles(RunFolder folder, RunManifest manifest) {
        checkNamed(
                folder,
                manifest.model().file(),
                file -> requireChecksum(file, manifest.model().sha256()));
        for (Snapshot snapshot : manifest.snapshots()) {
            checkNamed(folder, snapshot.file(), file -> SnapshotFile.verify(file, snapshot));
        }
        for (Path checkpoint : List.of(folder.checkpoint(), folder.previousCheckpoint())) {
            if (Files.exists(checkpoint)) {
                check(checkpoint, () -> requireSeal(checkpoint));
            }
        }
        check(folder.history(), () -> HistoryForm.require(folder.history(), lastIteration(folder, manifest)));
    }

    /** The iteration up to which the history must go: of a run that is gone on with it may be behind the newest snapshot. */
    private static int lastIteration(RunFolder folder, RunManifest manifest) {
        boolean mayBeGoneOnWith = manifest.status() != RunStatus.FINISHED
                && (Files.exists(folder.checkpoint()) || Files.exists(folder.previousCheckpoint()));
        return mayBeGoneOnWith
                ? -1
                : manifest.snapshots().stream()
                        .mapToInt(Snapshot::iteration)
                        .max()
                        .orElse(-1);
    }

    private static void requireSeal(Path checkpoint) {
        try {
            Seal.require(checkpoint);
        } catch (DamagedFileException e) {
            throw new RunException(checkpoint, checkpoint + ": damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RunException(checkpoint, checkpoint + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    /** Checks a file that the manifest names. */
    private void checkNamed(RunFolder folder, String name, Consumer<Path> step) {
        check(folder.path().resolve(name), () -> step.accept(folder.inner(name)));
    }

    private void check(Path file, Runnable step) {
        try {
            step.run();
            files.add(new CheckedFile(file, Optional.empty()));
        } catch (RunException e) {
            files.add(new CheckedFile(file, Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    private static void requireChecksum(Path file, String expected) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new RunException(file, file + ": cannot be read: is no regular file");
            }
            String sha256 = MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
            if (!sha256.equals(expected)) {
                throw new RunException(
                        file, file + ": damaged: its SHA-256 is " + sha256 + ", run.json says " + expected);
            }
        } catch (IOException e) {
            throw new RunException(file, file + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    /** A link to a folder could lead back to this one, and on for ever. */
    private static boolean isFolder(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Every folder there, so that a baseline without its manifest is found, too. */
    private static List<Path> baselines(RunFolder folder) {
        if (!Files.isDirectory(folder.baselines())) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.baselines(), RunCheck::isFolder)) {
            List<Path> folders = new ArrayList<>();
            entries.forEach(folders::add);
            return folders.stream().sorted().toList();
        } catch (IOException e) {
            throw new RunException(
                    folder.baselines(), folder.baselines() + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }
}
