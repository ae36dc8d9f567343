package org.snapshotensemble.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files; value i of the images is i mod 256. */
final class IdxFiles {

    private IdxFiles() {}

    static byte[] images(int count, int height, int width) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + count * height * width);
        bytes.putInt(0x803).putInt(count).putInt(height).putInt(width);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put((byte) i);
        }
        return bytes.array();
    }

    static byte[] labels(int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length);
        bytes.putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            bytes.put((byte) label);
        }
        return bytes.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** Four files: four images of 2 by 3 to train on, labels 1, 0, 9, 1; two to test on, labels 5, 0. */
    static void writeAll(Path folder) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(4, 2, 3));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(1, 0, 9, 1));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(2, 2, 3));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(5, 0));
    }
}
