package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.snapshotensemble.files.InnerPath;
import org.snapshotensemble.files.IoFailure;

/** Where the files of a run lie in its folder. */
public record RunFolder(Path path) {

    /** The manifest, {@code run.json}. */
    public Path manifest() {
        return path.resolve("run.json");
    }

    /** The network's configuration, {@code model.json}. */
    public Path model() {
        return path.resolve("model.json");
    }

    /** One row an iteration, {@code history.csv}. */
    public Path history() {
        return path.resolve("history.csv");
    }

    /** The newest point from which a broken run goes on, {@code checkpoint.zip}. */
    public Path checkpoint() {
        return path.resolve("checkpoint.zip");
    }

    /** The one before, {@code checkpoint-previous.zip}. */
    public Path previousCheckpoint() {
        return path.resolve("checkpoint-previous.zip");
    }

    /** What the process that trains holds locked, {@code run.lock}: empty. */
    public Path lock() {
        return path.resolve("run.lock");
    }

    /** The folder of the snapshots. */
    public Path snapshots() {
        return path.resolve("snapshots");
    }

    /** The folder of the report. */
    public Path report() {
        return path.resolve("report");
    }

    /** The folder that holds the baselines' own run folders. */
    public Path baselines() {
        return path.resolve("baselines");
    }

    /**
     * The file that a path in {@code run.json} leads to.
     *
     * @throws RunException if it leads out of the folder
     */
    Path inner(String relative) {
        try {
            return InnerPath.resolve(path, relative);
        } catch (IOException e) {
            throw new RunException(manifest(), manifest() + ": file \"" + relative + "\" " + IoFailure.describe(e), e);
        }
    }

    /** Whether a file, there or not, is one that the run itself writes: overwritten, the run would be damaged. */
    public boolean isOwn(Path file) {
        Path mine = real(path);
        Path other = real(file);
        if (!other.startsWith(mine) || other.equals(mine)) {
            return false;
        }
        Path top = path.resolve(mine.relativize(other).getName(0).toString());
        return List.of(
                        manifest(),
                        model(),
                        history(),
                        checkpoint(),
                        previousCheckpoint(),
                        lock(),
                        snapshots(),
                        report(),
                        baselines())
                .contains(top);
    }

    /**
     * Checks that nothing which a command writes into the run's folder lands somewhere else.
     *
     * @throws RunException if a file or a folder of the run's is a link, or of another kind
     */
    public void requireOwnFiles() {
        OwnFiles.require(this);
    }

    /** Whether a path, there or not, is that of the report's folder. */
    public boolean isReport(Path folder) {
        return real(folder).equals(real(report()));
    }

    /** Follows links as far as there is something. */
    private static Path real(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException e) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }

    /** The id of a cycle's snapshot: {@code cycle-0001} for cycle 0. */
    static String snapshotId(int cycle) {
        return String.format(Locale.ROOT, "cycle-%04d", cycle + 1);
    }

    /** The file of a snapshot, relative to the run's folder, with forward slashes. */
    static String snapshotFile(String id) {
        return "snapshots/" + id + ".zip";
    }
}
