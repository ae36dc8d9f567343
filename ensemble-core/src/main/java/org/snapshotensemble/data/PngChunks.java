package org.snapshotensemble.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What the chunks of a PNG file say (PNG specification, sections 5 and 11), before its pixels are decoded: the JDK's reader
 * looks at no checksum, and takes memory for whatever size the header claims.
 *
 * @param fault what is wrong with a chunk that an image cannot do without
 * @param pixelBits the bits of a pixel as they are stored
 * @param paletteColors the colors of the palette, where pixels are indices into one
 * @param dataBytes the packed bytes of the pixels
 */
record PngChunks(Optional<String> fault, int pixelBits, Optional<Integer> paletteColors, long dataBytes) {

    private static final int SIGNATURE_BYTES = 8;
    private static final int NAME_BYTES = 4;
    private static final int AROUND_DATA_BYTES = 12;
    private static final int DEPTH_AT = 8;
    private static final int COLOR_TYPE_AT = 9;
    private static final int HEADER_BYTES = 13;
    private static final int PALETTE_TYPE = 3;
    private static final int COLOR_BYTES = 3;

    /** Deflate makes at most 1,032 bytes of one, a run of 258 of two bits. */
    private static final long MOST_UNPACKED = 1_032;

    /** Goes through the chunks, up to the first that is wrong. */
    static PngChunks of(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        int bits = 0;
        boolean indexed = false;
        int colors = 0;
        long data = 0;
        Optional<String> fault = Optional.empty();
        int at = SIGNATURE_BYTES;
        while (at + AROUND_DATA_BYTES <= png.length && fault.isEmpty()) {
            int length = bytes.getInt(at);
            String name = new String(png, at + NAME_BYTES, NAME_BYTES, StandardCharsets.ISO_8859_1);
            int from = at + 2 * NAME_BYTES;
            fault = fault(png, at, name, length);
            if (length < 0 || length > png.length - at - AROUND_DATA_BYTES) {
                break;
            }
            switch (name) {
                case "IHDR" -> {
                    if (length == HEADER_BYTES) {
                        bits = Byte.toUnsignedInt(png[from + DEPTH_AT]) * samples(png[from + COLOR_TYPE_AT]);
                        indexed = png[from + COLOR_TYPE_AT] == PALETTE_TYPE;
                    }
                }
                case "PLTE" -> colors = length / COLOR_BYTES;
                case "IDAT" -> data += length;
                default -> {
                    // what an image can do without
                }
            }
            if (name.equals("IEND")) {
                break;
            }
            at = from + length + NAME_BYTES;
        }
        return new PngChunks(fault, bits, indexed ? Optional.of(colors) : Optional.empty(), data);
    }

    private static int samples(byte colorType) {
        return switch (colorType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** Others than these four are not needed for the pixels, and not looked at. */
    private static Optional<String> fault(byte[] png, int at, String name, int length) {
        if (!name.equals("IHDR") && !name.equals("PLTE") && !name.equals("IDAT") && !name.equals("IEND")) {
            return Optional.empty();
        }
        int rest = png.length - at - AROUND_DATA_BYTES;
        if (length < 0 || length > rest) {
            return Optional.of("chunk " + name + " at byte " + at + " must have " + Integer.toUnsignedString(length)
                    + " bytes, the file has " + rest + " more");
        }
        CRC32 crc = new CRC32();
        crc.update(png, at + NAME_BYTES, NAME_BYTES + length);
        int stored = ByteBuffer.wrap(png).getInt(at + 2 * NAME_BYTES + length);
        return stored == (int) crc.getValue()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "damaged: the checksum of chunk %s at byte %d must be %08x, is %08x",
                        name,
                        at,
                        crc.getValue(),
                        stored));
    }

    /** What is wrong with a size that the header claims: more pixels than the packed bytes can hold. */
    Optional<String> faultOf(int height, int width) {
        long rowBytes = ((long) width * pixelBits + Byte.SIZE - 1) / Byte.SIZE;
        return rowBytes * height <= dataBytes * MOST_UNPACKED
                ? Optional.empty()
                : Optional.of("its header says " + height + " x " + width + " pixels, its " + dataBytes
                        + " bytes of packed pixels cannot hold so many");
    }
}
