package org.snapshotensemble.spark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;

/** A folder on an executor's own disk, which is gone with its contents when this is closed. */
final class ScratchFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);

    private final Path folder;

    /** Makes one. */
    ScratchFolder() {
        try {
            folder = Files.createTempDirectory("snapshot-ensemble-");
        } catch (IOException e) {
            Path parent = Path.of(System.getProperty("java.io.tmpdir", "."));
            throw new RunException(parent, parent + ": no folder can be made: " + IoFailure.describe(e), e);
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        try {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            LOG.warn("{}: cannot be deleted: {}", folder, IoFailure.describe(e));
        }
    }
}
