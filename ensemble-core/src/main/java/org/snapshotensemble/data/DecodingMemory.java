package org.snapshotensemble.data;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether an image can be decoded in Java's memory, found out from its header: a file of a few kilobytes can decode to
 * gigabytes.
 *
 * @param bytes Java's memory
 */
record DecodingMemory(long bytes) {

    /** What Java keeps of an array beside its values, at most. */
    private static final int ARRAY_BYTES = 24;

    private static final double MIB = 1 << 20;

    static DecodingMemory ofThisProcess() {
        return new DecodingMemory(Runtime.getRuntime().maxMemory());
    }

    /**
     * Asks for a file's bytes, which are read at once.
     *
     * @throws BadDataException if they are more than half of the memory
     */
    void requireFile(Path file, long length) throws BadDataException {
        require(file, length, "the file takes");
    }

    /**
     * Asks for an image's pixels, and for its rows at the width to which {@link ImageScaler} brings them.
     *
     * @param stored the image's height and width
     * @param pixelBits the bits of a decoded pixel
     * @param wanted the size to which it is brought
     * @throws BadDataException if they are more than half of the memory
     */
    void requirePixels(Path file, ImageSize stored, int pixelBits, ImageSize wanted) throws BadDataException {
        long pixels = ((long) stored.height() * stored.width() * pixelBits + Byte.SIZE - 1) / Byte.SIZE;
        long row = (long) Float.BYTES * wanted.width() * wanted.channels() + ARRAY_BYTES;
        require(
                file,
                pixels + stored.height() * row,
                "decoding " + stored.height() + " x " + stored.width() + " pixels takes");
    }

    private void require(Path file, long needed, String what) throws BadDataException {
        if (needed > bytes / 2) {
            throw FileFault.at(
                    file,
                    String.format(
                            Locale.ROOT,
                            "must fit in half of Java's memory, %.1f MiB, %s %.1f MiB; make it smaller, or give Java more"
                                    + " with -Xmx",
                            bytes / (2 * MIB),
                            what,
                            needed / MIB));
        }
    }
}
