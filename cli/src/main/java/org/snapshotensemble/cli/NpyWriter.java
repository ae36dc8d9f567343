package org.snapshotensemble.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes an array in NumPy's format, version 1.0, little-endian, in C order: a header, then the numbers.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
final class NpyWriter {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int LENGTH_BYTES = 2;

    /** The numbers begin at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private final OutputStream out;

    NpyWriter(OutputStream out) {
        this.out = out;
    }

    /** The header of 32-bit floats. */
    void floatHeader(long... shape) throws IOException {
        header("<f4", shape);
    }

    /** The header of 64-bit whole numbers. */
    void longHeader(long... shape) throws IOException {
        header("<i8", shape);
    }

    /** Some 32-bit floats, the next in C order. */
    void floats(float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    /** Some 64-bit whole numbers, the next in C order. */
    void longs(long[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        out.write(bytes.array());
    }

    private void header(String type, long[] shape) throws IOException {
        String sizes = Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
        String tuple = shape.length > 1 ? sizes.substring(0, sizes.length() - 1) : sizes;
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int unpadded = MAGIC.length + LENGTH_BYTES + dictionary.length() + 1;
        int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
        String padded = dictionary + " ".repeat(padding) + "\n";
        out.write(MAGIC);
        out.write(padded.length() & 0xff);
        out.write(padded.length() >>> 8);
        out.write(padded.getBytes(StandardCharsets.US_ASCII));
    }
}
