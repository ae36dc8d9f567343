package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.archive.Shown;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.network.Network;

/** One training, as its folder tells it: the manifest and the snapshots. A value: it does not follow later changes. */
public final class Run {

    private final RunFolder folder;
    private final RunManifest manifest;
    private final AllowedClasses allowed;

    private Run(RunFolder folder, RunManifest manifest, AllowedClasses allowed) {
        this.folder = folder;
        this.manifest = manifest;
        this.allowed = allowed;
    }

    /**
     * Reads the manifest of the run in a folder.
     *
     * @throws RunException if the folder holds no run or is a file, or its manifest is damaged
     */
    public static Run open(Path folder) {
        RunFolder files = new RunFolder(folder);
        return new Run(files, ManifestFile.read(files.manifest()), AllowedClasses.deeplearning4j());
    }

    /**
     * Returns the same run, of which networks are restored that name these classes: for custom layers, vertices, losses
     * and the like. Without it only Deeplearning4j's own are.
     */
    public Run allowing(AllowedClasses classes) {
        return new Run(folder, manifest, classes);
    }

    /** Returns the classes that the networks of this run may name. */
    public AllowedClasses allowed() {
        return allowed;
    }

    /** Returns whether a folder holds a run, whole or not. */
    public static boolean isIn(Path folder) {
        return Files.exists(new RunFolder(folder).manifest());
    }

    /** Returns the run's folder. */
    public Path folder() {
        return folder.path();
    }

    /** Returns where the run's files lie. */
    public RunFolder files() {
        return folder;
    }

    /** Returns what {@code run.json} says. */
    public RunManifest manifest() {
        return manifest;
    }

    /**
     * Returns why the run is not finished, where it is not. Its snapshots are good, but there may be more to come, and
     * nobody has said that the last of them is where the training should end.
     */
    public Optional<String> unfinished() {
        return switch (manifest.status()) {
            case FINISHED -> Optional.empty();
            case FAILED ->
                Optional.of("it failed: " + manifest.failure().map(Shown::line).orElse("no reason is recorded"));
            case STOPPED -> Optional.of("it was stopped on the way");
            case RUNNING -> Optional.of("it trains still, was broken off, or its schedule has no end");
        };
    }

    /** Returns the snapshots, oldest first. */
    public List<Snapshot> snapshots() {
        return manifest.snapshots();
    }

    /**
     * Restores the network of one snapshot, after its length and SHA-256 are found to be what the manifest says, and all
     * that is in it to be harmless.
     *
     * @throws RunException if the file is missing, damaged or outside the run's folder, names a class that is not allowed,
     *     lies about itself, or a parameter is not finite, or if the manifest's data cannot be that network's
     */
    public Network restore(Snapshot snapshot) {
        Network network = SnapshotFile.read(folder.inner(snapshot.file()), snapshot, allowed);
        if (network.parameters().length() != manifest.model().parameters()) {
            throw new RunException(
                    folder.manifest(),
                    folder.manifest() + ": model: parameters must be the "
                            + network.parameters().length() + " of the network, was "
                            + manifest.model().parameters());
        }
        manifest.data().flatMap(data -> DataFit.fault(data, network)).ifPresent(fault -> {
            throw new RunException(folder.manifest(), folder.manifest() + ": " + fault);
        });
        return network;
    }

    /**
     * Opens the baselines that were trained beside this run, by the names of their folders, in order. A link to a folder is
     * none: it could lead anywhere, back to this run as well. What is allowed here is allowed there.
     *
     * @throws RunException if the folder, or a run in it, cannot be read
     */
    public List<Run> baselines() {
        if (!Files.isDirectory(folder.baselines())) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.baselines(), Run::isBaseline)) {
            List<Path> folders = new ArrayList<>();
            entries.forEach(folders::add);
            return folders.stream()
                    .sorted()
                    .map(baseline -> Run.open(baseline).allowing(allowed))
                    .toList();
        } catch (IOException e) {
            throw new RunException(
                    folder.baselines(), folder.baselines() + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    private static boolean isBaseline(Path entry) {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && isIn(entry);
    }
}
