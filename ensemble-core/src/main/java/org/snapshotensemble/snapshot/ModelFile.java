package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.network.Network;

/** A model zip that belongs to no run: Deeplearning4j's own format, as a snapshot has it. */
public final class ModelFile {

    private ModelFile() {}

    /**
     * Writes a network's configuration and parameters, whole or not at all; no updater state.
     *
     * @param network whose configuration has no class of this framework, as that of a restored snapshot
     * @return the file's SHA-256 and length
     * @throws IOException if it cannot be written; an older file of that name is then as it was
     */
    public static DurableFile.Written write(Path file, Network network) throws IOException {
        return DurableFile.write(file, out -> SnapshotFile.write(network, out));
    }
}
