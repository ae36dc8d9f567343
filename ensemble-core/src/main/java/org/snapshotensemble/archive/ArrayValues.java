package org.snapshotensemble.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The values behind an {@link ArrayHeader}, each of which must be finite. */
final class ArrayValues {

    private static final int PIECE = 1 << 13;

    private final ZipPart part;
    private final ArrayHeader header;
    private final InputStream in;

    ArrayValues(ZipPart part, ArrayHeader header, InputStream in) {
        this.part = part;
        this.header = header;
        this.in = in;
    }

    /** Takes values into memory, a piece at a time. */
    @FunctionalInterface
    private interface Sink {
        void put(long at, ByteBuffer values, int count);
    }

    /** Reads and checks them, and keeps none. */
    void pass() throws IOException {
        read((at, values, count) -> {});
    }

    /** Reads them into an array of the header's shape, in no workspace. */
    INDArray toArray() throws IOException {
        INDArray array = Nd4j.createUninitializedDetached(header.type(), 'c', header.shape());
        read(into(array.data().addressPointer(), header.type(), header.length()));
        return array;
    }

    private static Sink into(Pointer memory, DataType type, long length) {
        return switch (type) {
            case FLOAT -> {
                FloatPointer floats = new FloatPointer(memory).capacity(length);
                float[] piece = new float[PIECE];
                yield (at, values, count) -> {
                    values.asFloatBuffer().get(piece, 0, count);
                    floats.position(at).put(piece, 0, count);
                };
            }
            case DOUBLE -> {
                DoublePointer doubles = new DoublePointer(memory).capacity(length);
                double[] piece = new double[PIECE];
                yield (at, values, count) -> {
                    values.asDoubleBuffer().get(piece, 0, count);
                    doubles.position(at).put(piece, 0, count);
                };
            }
            default -> {
                ShortPointer halves = new ShortPointer(memory).capacity(length);
                short[] piece = new short[PIECE];
                yield (at, values, count) -> {
                    values.asShortBuffer().get(piece, 0, count);
                    halves.position(at).put(piece, 0, count);
                };
            }
        };
    }

    private void read(Sink sink) throws IOException {
        int width = header.type().width();
        byte[] bytes = new byte[PIECE * width];
        for (long at = 0; at < header.length(); at += PIECE) {
            int count = (int) Math.min(PIECE, header.length() - at);
            if (in.readNBytes(bytes, 0, count * width) < count * width) {
                throw new EOFException(part.name() + " ends within its values");
            }
            ByteBuffer values = ByteBuffer.wrap(bytes, 0, count * width);
            requireFinite(values, at, count);
            sink.put(at, values, count);
        }
    }

    private void requireFinite(ByteBuffer values, long at, int count) throws ZipException {
        for (int i = 0; i < count; i++) {
            boolean finite = isFinite(values, i);
            if (!finite) {
                throw new ZipException(part.name() + ": value " + (at + i) + " is not finite");
            }
        }
    }

    /** A number whose exponent has all bits set is infinite or none. */
    private boolean isFinite(ByteBuffer values, int i) {
        DataType type = header.type();
        if (type == DataType.FLOAT) {
            return Float.isFinite(values.getFloat(i * Float.BYTES));
        }
        if (type == DataType.DOUBLE) {
            return Double.isFinite(values.getDouble(i * Double.BYTES));
        }
        int exponent = type == DataType.FLOAT16 ? 0x7c00 : 0x7f80;
        return (values.getShort(i * Short.BYTES) & exponent) != exponent;
    }
}
