package org.snapshotensemble.files;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Holds the newest bytes back, so that in the end a checksum of those before them can be written in their place. */
final class SealingOutput extends FilterOutputStream {

    private final Hasher hasher = Hashing.sha256().newHasher();
    private final byte[] held = new byte[Seal.LENGTH];
    private int holds;

    SealingOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int fromHeld = Math.min(holds, Math.max(0, holds + length - held.length));
        pass(held, 0, fromHeld);
        System.arraycopy(held, fromHeld, held, 0, holds - fromHeld);
        holds -= fromHeld;
        int fromNew = Math.max(0, holds + length - held.length);
        pass(bytes, offset, fromNew);
        System.arraycopy(bytes, offset + fromNew, held, holds, length - fromNew);
        holds += length - fromNew;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        hasher.putBytes(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    /** Writes the checksum in place of the bytes that are held back. */
    void seal() throws IOException {
        if (holds < held.length) {
            throw new IllegalStateException(
                    "a sealed content must have at least " + held.length + " bytes, had " + holds);
        }
        out.write(hasher.hash().toString().getBytes(StandardCharsets.US_ASCII));
    }
}
