package org.snapshotensemble.archive;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The bytes that a file must have.
 *
 * @param sha256 their SHA-256, 64 lower-case hex digits
 * @param bytes how many there are
 * @param source who says so, for messages
 */
public record FileDigest(String sha256, long bytes, String source) {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Fails where a file has other bytes. */
    void require(Path file, FileChannel channel) throws IOException {
        long found = channel.size();
        if (found != bytes) {
            throw new RefusedFileException(file, "damaged: it has " + found + " bytes, " + source + " says " + bytes);
        }
        Hasher hasher = Hashing.sha256().newHasher();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long position = 0;
        for (int read = channel.read(buffer, 0); read >= 0; read = channel.read(buffer.clear(), position)) {
            hasher.putBytes(buffer.flip());
            position += read;
        }
        String foundSha256 = hasher.hash().toString();
        if (!foundSha256.equals(sha256)) {
            throw new RefusedFileException(
                    file, "damaged: its SHA-256 is " + foundSha256 + ", " + source + " says " + sha256);
        }
    }
}
