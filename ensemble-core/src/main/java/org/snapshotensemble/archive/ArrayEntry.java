package org.snapshotensemble.archive;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes an array as {@link org.nd4j.linalg.factory.Nd4j#write(INDArray, DataOutputStream)} does, byte for byte (but
 * for the bits within a NaN), a piece at a time and not a value at a time.
 */
public final class ArrayEntry {

    private static final int PIECE_BYTES = 1 << 16;

    private ArrayEntry() {}

    /**
     * Writes an array of floating-point numbers.
     *
     * @param array of one dimension or more, not empty; a view is copied first
     * @throws IllegalArgumentException if its values have not 2, 4 or 8 bytes
     */
    public static void write(INDArray array, OutputStream out) throws IOException {
        INDArray whole = array.isView() || array.data().length() != array.length() ? array.dup() : array;
        DataBuffer values = whole.data();
        DataOutputStream header = new DataOutputStream(out);
        whole.shapeInfoDataBuffer().write(header);
        header.writeUTF(values.allocationMode().name());
        header.writeLong(values.length());
        header.writeUTF(values.dataType().name());
        header.flush();
        try {
            writeValues(values, out);
        } finally {
            // The pointer knows the address alone.
            Reference.reachabilityFence(whole);
        }
    }

    private static void writeValues(DataBuffer values, OutputStream out) throws IOException {
        BytePointer memory = new BytePointer(values.addressPointer());
        int width = values.dataType().width();
        long bytes = values.length() * width;
        byte[] inMemory = new byte[(int) Math.min(PIECE_BYTES, bytes)];
        byte[] written = new byte[inMemory.length];
        for (long done = 0; done < bytes; done += inMemory.length) {
            int length = (int) Math.min(inMemory.length, bytes - done);
            memory.position(done).get(inMemory, 0, length);
            mostSignificantFirst(ByteBuffer.wrap(inMemory, 0, length).order(ByteOrder.nativeOrder()), width, written);
            out.write(written, 0, length);
        }
    }

    private static void mostSignificantFirst(ByteBuffer from, int width, byte[] to) {
        ByteBuffer into = ByteBuffer.wrap(to);
        switch (width) {
            case Short.BYTES -> into.asShortBuffer().put(from.asShortBuffer());
            case Integer.BYTES -> into.asIntBuffer().put(from.asIntBuffer());
            case Long.BYTES -> into.asLongBuffer().put(from.asLongBuffer());
            default -> throw new IllegalArgumentException("values must have 2, 4 or 8 bytes, have " + width);
        }
    }
}
