package org.snapshotensemble.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the stored pixels of a photo lie to the upright photo: cameras store what the sensor sees, and write beside it, in
 * EXIF data, how they were held.
 *
 * @param transposed whether rows and columns change places: the stored row {@code r} is then the upright column
 * @param bottomFirst whether the rows are stored in reverse
 * @param rightFirst whether the columns are stored in reverse
 */
record Orientation(boolean transposed, boolean bottomFirst, boolean rightFirst) {

    static final Orientation UPRIGHT = new Orientation(false, false, false);

    private static final int MARKER = 0xff;
    private static final int APP1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ENTRY_BYTES = 12;
    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;

    /** What the EXIF data in the bytes of a JPEG file say; upright where there are none, or none that can be read. */
    static Orientation of(byte[] jpeg) {
        try {
            ByteBuffer file = ByteBuffer.wrap(jpeg).position(2);
            while (Byte.toUnsignedInt(file.get()) == MARKER) {
                int kind = Byte.toUnsignedInt(file.get());
                if (kind == MARKER) {
                    // a byte of padding
                    file.position(file.position() - 1);
                    continue;
                }
                if (kind == START_OF_SCAN) {
                    break;
                }
                int end = file.position() + Short.toUnsignedInt(file.getShort(file.position()));
                file.position(file.position() + Short.BYTES);
                ByteBuffer segment = file.slice(file.position(), end - file.position());
                if (kind == APP1 && startsWithExif(segment)) {
                    return ofValue(value(segment.slice()));
                }
                file.position(end);
            }
        } catch (RuntimeException e) {
            // the bytes end within the data, or point out of it
            return UPRIGHT;
        }
        return UPRIGHT;
    }

    /** Moves past the signature. */
    private static boolean startsWithExif(ByteBuffer segment) {
        byte[] signature = new byte[Math.min(EXIF.length, segment.remaining())];
        segment.get(signature);
        return Arrays.equals(signature, EXIF);
    }

    /** Reads a TIFF header and the entries of the folder that it names. */
    private static int value(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int start = tiff.getInt(Integer.BYTES);
        int entries = Short.toUnsignedInt(tiff.getShort(start));
        for (int i = 0; i < entries; i++) {
            int entry = start + Short.BYTES + i * ENTRY_BYTES;
            if (tiff.getShort(entry) == TAG && tiff.getShort(entry + Short.BYTES) == TYPE_SHORT) {
                return tiff.getShort(entry + 2 * Integer.BYTES);
            }
        }
        return 1;
    }

    /** The values 1 to 8 of EXIF; others say nothing. */
    private static Orientation ofValue(int value) {
        return switch (value) {
            case 2 -> new Orientation(false, false, true);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, true, false);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /** The size of the upright photo where that of the stored one is given, and the other way round. */
    ImageSize turned(ImageSize size) {
        return transposed
                ? new ImageSize(/* height= */ size.width(), /* width= */ size.height(), size.channels())
                : size;
    }

    /**
     * The values of the upright photo.
     *
     * @param stored values as they are stored, {@code [channel, row, column]}
     * @param size the upright size
     * @return {@code [channel, row, column]}
     */
    float[] upright(float[] stored, ImageSize size) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int height = turned(size).height();
        int width = turned(size).width();
        float[] upright = new float[stored.length];
        int next = 0;
        for (int channel = 0; channel < size.channels(); channel++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    int row = transposed ? x : y;
                    int column = transposed ? y : x;
                    row = bottomFirst ? height - 1 - row : row;
                    column = rightFirst ? width - 1 - column : column;
                    upright[next++] = stored[(channel * height + row) * width + column];
                }
            }
        }
        return upright;
    }
}
