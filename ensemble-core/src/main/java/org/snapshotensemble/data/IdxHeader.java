package org.snapshotensemble.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The header of an IDX file of unsigned bytes: a magic number (two bytes 0, the type, the number of dimensions), and each
 * dimension's size, 32 bits with the highest first.
 *
 * @param path the file, for messages
 * @param rank the number of its dimensions: 3 for images, 1 for labels
 */
record IdxHeader(Path path, int rank) {

    private static final int UNSIGNED_BYTES = 8;

    private static final Map<Integer, String> TYPES = Map.of(
            UNSIGNED_BYTES,
            "unsigned bytes",
            9,
            "signed bytes",
            0x0B,
            "16-bit integers",
            0x0C,
            "32-bit integers",
            0x0D,
            "32-bit floats",
            0x0E,
            "64-bit floats");

    /** Its bytes. */
    int length() {
        return (1 + rank) * Integer.BYTES;
    }

    /**
     * The dimensions' sizes.
     *
     * @param bytes the file's first bytes, as many as a header has where the file has them
     * @throws BadDataException if they are no such header
     */
    int[] sizes(byte[] bytes) throws BadDataException {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int expected = UNSIGNED_BYTES << Byte.SIZE | rank;
        int magic = bytes.length < Integer.BYTES ? expected : header.getInt();
        if (magic != expected) {
            throw FileFault.at(
                    path, "must have the magic number " + magic(expected) + " at its start, has " + magic(magic));
        }
        if (bytes.length < length()) {
            throw FileFault.at(path, "must have a header of " + length() + " bytes, has " + bytes.length + " in all");
        }
        int[] sizes = new int[rank];
        header.asIntBuffer().get(sizes);
        List<String> names = rank == 1 ? List.of("labels") : List.of("images", "rows an image", "columns a row");
        for (int dimension = 0; dimension < rank; dimension++) {
            if (sizes[dimension] <= 0) {
                throw FileFault.at(
                        path,
                        "must have from 1 to " + Integer.MAX_VALUE + " " + names.get(dimension) + " by its header, has "
                                + Integer.toUnsignedString(sizes[dimension]));
            }
        }
        if (IntStream.of(sizes).skip(1).asLongStream().reduce(1, Math::multiplyExact) > Integer.MAX_VALUE) {
            throw FileFault.at(
                    path,
                    "must have at most " + Integer.MAX_VALUE + " pixels an image by its header, has " + sizes[1] + " x "
                            + sizes[2]);
        }
        return sizes;
    }

    /** What a header says, in words. */
    static String text(int[] sizes) {
        return sizes.length == 1
                ? sizes[0] + " labels"
                : sizes[0] + " images of "
                        + IntStream.of(sizes)
                                .skip(1)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(" x "));
    }

    private static String magic(int number) {
        String text = String.format(Locale.ROOT, "0x%08X", number);
        @Nullable String type = TYPES.get(number >>> Byte.SIZE);
        int dimensions = number & 0xFF;
        return type == null
                ? text
                : text + " (" + type + ", " + dimensions + (dimensions == 1 ? " dimension)" : " dimensions)");
    }
}
