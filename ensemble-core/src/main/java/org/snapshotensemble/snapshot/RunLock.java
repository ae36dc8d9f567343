package org.snapshotensemble.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.files.IoFailure;

/**
 * Keeps two trainings out of one folder. The system lets the lock go when the process dies, however it dies.
 *
 * <p>The file stays: one that is deleted could be locked by two. Nothing else opens it, for on POSIX systems a process
 * that opens a file once more and closes it lets its own lock go; hence the list of what this process holds.
 */
final class RunLock implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder, which is there.
     *
     * @throws RunException if another training holds it, in this process or another one, the lock cannot be written, or
     *     something that the training would write to is no file of the folder's own
     */
    static RunLock acquire(RunFolder folder) {
        OwnFiles.require(folder);
        try {
            Path file = folder.path().toRealPath().resolve(folder.lock().getFileName());
            if (!HELD_BY_THIS_PROCESS.add(file)) {
                throw taken(folder);
            }
            try {
                return lock(folder, file);
            } catch (IOException | RuntimeException | Error e) {
                HELD_BY_THIS_PROCESS.remove(file);
                throw e;
            }
        } catch (IOException e) {
            throw new RunException(folder.lock(), "cannot write " + folder.lock() + ": " + IoFailure.describe(e), e);
        }
    }

    private static RunLock lock(RunFolder folder, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLockedElsewhere(channel, file)) {
            channel.close();
            throw taken(folder);
        }
        return new RunLock(file, channel);
    }

    /** Some network file systems know no locks; another class loader of this process has a set of its own. */
    private static boolean isLockedElsewhere(FileChannel channel, Path file) {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "{}: cannot be locked: {}; two trainings in one folder would not notice each other",
                    file,
                    IoFailure.describe(e));
            return false;
        }
    }

    private static RunException taken(RunFolder folder) {
        return new RunException(
                folder.path(),
                folder.path() + ": is being trained in; wait for the end of that training, or choose"
                        + " another folder");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_BY_THIS_PROCESS.remove(file);
        }
    }
}
