package org.snapshotensemble.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.files.DamagedFileException;

/**
 * The numbers of an array as bytes, as they lie in memory: no header, little-endian on every processor that ND4J has a
 * library for. Faster than ND4J's own form, and there is nothing in it to be believed.
 */
final class ArrayBytes {

    private static final int CHUNK_BYTES = 1 << 20;

    private ArrayBytes() {}

    /** Writes an array that owns its memory, which a copy does and a view does not. */
    static void write(INDArray array, OutputStream out) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, bytes(array))];
        BytePointer memory = new BytePointer(array.data().addressPointer());
        for (long done = 0; done < bytes(array); done += chunk.length) {
            int length = (int) Math.min(chunk.length, bytes(array) - done);
            memory.position(done).get(chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }

    /**
     * Reads an array.
     *
     * @return {@code [1, length]}
     * @throws DamagedFileException if there are fewer bytes
     */
    static INDArray read(DataType type, long length, InputStream in) throws IOException {
        INDArray array = Nd4j.createUninitializedDetached(type, 1, length);
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, bytes(array))];
        BytePointer memory = new BytePointer(array.data().addressPointer());
        for (long done = 0; done < bytes(array); done += chunk.length) {
            int wanted = (int) Math.min(chunk.length, bytes(array) - done);
            if (in.readNBytes(chunk, 0, wanted) < wanted) {
                throw new DamagedFileException("an array of " + length + " numbers is cut off");
            }
            memory.position(done).put(chunk, 0, wanted);
        }
        return array;
    }

    private static long bytes(INDArray array) {
        return array.length() * array.dataType().width();
    }
}
