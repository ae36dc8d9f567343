package org.snapshotensemble.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The unpacked bytes of a zip's entry, exactly as many as it says: it fails on the first one too many, and at its end where
 * some are missing or they have another CRC-32.
 */
final class EntryStream extends InputStream {

    private static final int BUFFER_BYTES = 1 << 15;

    private final ZipPart part;
    private final Inflater inflater = new Inflater(true);
    private final InputStream unpacked;
    private final CRC32 crc = new CRC32();
    private long count;
    private boolean ended;

    EntryStream(FileChannel file, ZipPart part) throws IOException {
        this.part = part;
        InputStream packed = BoundedInputStream.builder()
                .setInputStream(new ChannelStream(file, part.offset()))
                .setMaxCount(part.packedBytes())
                .get();
        this.unpacked = part.deflated() ? new InflaterInputStream(packed, inflater, BUFFER_BYTES) : packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int read = unpacked.read(into, offset, length);
        if (read < 0) {
            ended = true;
            requireWhole();
            return -1;
        }
        count += read;
        if (count > part.bytes()) {
            throw new ZipException(part.name() + " holds more than the " + part.bytes() + " bytes that it says");
        }
        crc.update(into, offset, read);
        return read;
    }

    private void requireWhole() throws ZipException {
        if (count != part.bytes()) {
            throw new ZipException(part.name() + " holds " + count + " bytes, says " + part.bytes());
        }
        if (part.deflated() && inflater.getBytesRead() != part.packedBytes()) {
            throw new ZipException(part.name() + " has something behind its packed bytes");
        }
        if (crc.getValue() != part.crc()) {
            throw new ZipException(part.name() + " is damaged: its CRC-32 is not what it says");
        }
    }

    /** Returns how many bytes have been read. */
    long count() {
        return count;
    }

    /** Fails unless everything has been read, and all is as it should be. */
    void requireEnd() throws IOException {
        if (read() >= 0) {
            throw new ZipException(part.name() + " goes on where it should end");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** A file from some place on; leaves the channel's own position alone. */
    private static final class ChannelStream extends InputStream {

        private final FileChannel file;
        private long position;

        ChannelStream(FileChannel file, long position) {
            this.file = file;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(into, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
