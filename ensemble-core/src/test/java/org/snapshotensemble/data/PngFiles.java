package org.snapshotensemble.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Takes PNG files apart. */
final class PngFiles {

    private static final int SIGNATURE_BYTES = 8;
    private static final int AROUND_DATA_BYTES = 12;

    private PngFiles() {}

    /** The bytes with every chunk's checksum made right, as far as chunks can be told apart. */
    static byte[] withRightChecksums(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png.clone());
        int at = SIGNATURE_BYTES;
        while (at + AROUND_DATA_BYTES <= png.length) {
            int length = bytes.getInt(at);
            if (length < 0 || length > png.length - at - AROUND_DATA_BYTES) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, 4 + length);
            bytes.putInt(at + 8 + length, (int) crc.getValue());
            at += AROUND_DATA_BYTES + length;
        }
        return bytes.array();
    }

    /** Where the data of the first chunk of that type begin. */
    static int dataOf(byte[] png, String type) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        int at = SIGNATURE_BYTES;
        while (!type.equals(new String(png, at + 4, 4, StandardCharsets.US_ASCII))) {
            at += AROUND_DATA_BYTES + bytes.getInt(at);
        }
        return at + 8;
    }
}
