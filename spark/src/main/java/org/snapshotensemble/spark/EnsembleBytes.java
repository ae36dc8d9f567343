package org.snapshotensemble.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.snapshot.RunFolder;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * The manifest of a run and the snapshots that are an ensemble's members, as they are broadcast; and, in an executor, the
 * ensemble that was restored of them.
 */
final class EnsembleBytes implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RunFiles files;

    /** Keeps the ensemble from being collected for as long as Spark keeps the broadcast. */
    private transient @Nullable Ensemble restored;

    private EnsembleBytes(RunFiles files) {
        this.files = files;
    }

    /** Reads the files of an ensemble. */
    static EnsembleBytes of(Ensemble ensemble) {
        RunFolder folder = ensemble.run().files();
        Path root = folder.path();
        List<String> names = Stream.concat(
                        Stream.of(root.relativize(folder.manifest()).toString()),
                        ensemble.members().stream().map(Snapshot::file))
                .toList();
        return new EnsembleBytes(RunFiles.some(root, names));
    }

    RunFiles files() {
        return files;
    }

    synchronized void keep(Ensemble ensemble) {
        restored = ensemble;
    }

    /** The bytes of all files. */
    long bytes() {
        return files.bytes();
    }

    @Override
    public synchronized String toString() {
        return "EnsembleBytes[" + bytes() + " bytes" + (restored == null ? "]" : ", restored]");
    }
}
