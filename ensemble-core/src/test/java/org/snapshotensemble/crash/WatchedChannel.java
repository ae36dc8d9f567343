package org.snapshotensemble.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.lucene.tests.mockfile.FilterFileChannel;

/** An open file, or a folder that is opened to be forced. */
final class WatchedChannel extends FilterFileChannel {

    private final WatchedFileSystem system;
    private final Path path;
    private final int file;

    /**
     * @param file the file's number, negative for a folder
     */
    WatchedChannel(FileChannel channel, WatchedFileSystem system, Path path, int file) {
        super(channel);
        this.system = system;
        this.path = path;
        this.file = file;
    }

    /** Of one that fails, the first half is written, as on a disk that becomes full. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        byte[] bytes = new byte[source.remaining()];
        source.duplicate().get(bytes);
        try {
            return system.tell(
                    new FileOperation.Write(path, file, position(), ByteBuffer.wrap(bytes)), () -> super.write(source));
        } catch (IOException e) {
            super.write(ByteBuffer.wrap(bytes, 0, bytes.length / 2));
            throw e;
        }
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException("nothing here writes so");
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException("nothing here writes so");
    }

    @Override
    public FileChannel truncate(long length) throws IOException {
        system.tell(new FileOperation.Truncate(path, file, length), () -> super.truncate(length));
        return this;
    }

    /** The machine loses no power, so nothing need be forced in fact. */
    @Override
    public void force(boolean metaData) throws IOException {
        boolean folder = file < 0;
        if (system.forces(folder)) {
            system.tell(
                    folder ? new FileOperation.ForceFolder(path) : new FileOperation.ForceFile(path, file), () -> path);
        }
    }
}
