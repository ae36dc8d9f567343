package org.snapshotensemble.files;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.ByteSource;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A checksum that a file carries itself: its last {@value #LENGTH} bytes are the SHA-256 of all bytes before them, in hex
 * digits. A zip carries it in its comment. It finds damage, not an enemy, who can make it fit.
 */
public final class Seal {

    /** The bytes of a seal. */
    public static final int LENGTH = 64;

    private Seal() {}

    /**
     * Writes a content and its seal. The content ends with {@value #LENGTH} bytes of any value, in whose place the seal
     * is written.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(OutputStream out, DurableFile.Content content) throws IOException {
        SealingOutput sealing = new SealingOutput(out);
        content.writeTo(sealing);
        sealing.seal();
    }

    /**
     * Checks a file against its seal.
     *
     * @throws DamagedFileException if it is not what was sealed
     * @throws IOException if it cannot be read
     */
    public static void require(Path file) throws IOException {
        long length = Files.size(file) - LENGTH;
        if (length < 0) {
            throw new DamagedFileException("it is cut off");
        }
        ByteSource bytes = MoreFiles.asByteSource(file);
        HashCode actual = bytes.slice(0, length).hash(Hashing.sha256());
        String carried = bytes.slice(length, LENGTH)
                .asCharSource(StandardCharsets.US_ASCII)
                .read();
        if (!actual.toString().equals(carried)) {
            throw new DamagedFileException("its SHA-256 is not the one it carries");
        }
    }
}
