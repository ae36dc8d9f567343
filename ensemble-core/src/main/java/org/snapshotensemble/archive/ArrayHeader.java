package org.snapshotensemble.archive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What an array in ND4J's binary form says of itself, as far as it is a vector of floating-point numbers: what a network's
 * parameters and its updater's state are. ND4J's own reader believes all of it.
 *
 * <p>The form: the shape's buffer, then the values' buffer; a buffer is the name of a kind of memory, its length, the name
 * of its type and that many values, most significant byte first.
 *
 * @param shape {@code [length]} or {@code [1, length]}
 * @param type the type of the values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArrayHeader(long[] shape, DataType type) {

    private static final Set<String> MEMORY_KINDS = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");
    private static final int MAX_RANK = 2;

    /** Beside each dimension's size and stride: the rank, the extras, the element stride and the order. */
    private static final int SHAPE_FRAME = 4;

    /** Reads it; what is left of the entry is known to be the values, as many as it says. */
    static ArrayHeader read(ZipPart part, EntryStream from) throws IOException {
        try {
            DataInputStream in = new DataInputStream(from);
            long[] shape = readShape(part, in);
            long length = readBufferLength(part, in);
            ArrayHeader header = new ArrayHeader(shape, floatingPoint(part, in.readUTF()));
            require(part, header.length() == length, "has shape " + header.size() + " for " + length + " values");
            long bytes = part.bytes() - from.count();
            int width = header.type.width();
            require(
                    part,
                    bytes % width == 0 && bytes / width == length,
                    "says that it has " + length + " values of " + width + " bytes, has " + bytes + " bytes of them");
            return header;
        } catch (EOFException e) {
            throw wrong(part, "ends within its header", e);
        }
    }

    long length() {
        return shape[shape.length - 1];
    }

    /** Compares it with what is needed. */
    void require(ZipPart part, long length, DataType needed) throws ZipException {
        require(part, length() == length, "must have " + length + " values, has " + length());
        require(part, type == needed, "must have values of type " + needed + ", has " + type);
    }

    private String size() {
        return Arrays.toString(shape);
    }

    private static long[] readShape(ZipPart part, DataInputStream in) throws IOException {
        long words = readBufferLength(part, in);
        String type = in.readUTF();
        require(part, type.equals("LONG"), "has a shape of type " + Shown.text(type));
        boolean fits = words == SHAPE_FRAME + 2 || words == SHAPE_FRAME + 2L * MAX_RANK;
        require(part, fits, "must have a shape [n] or [1, n], has one of " + words + " numbers");
        long[] info = new long[(int) words];
        for (int i = 0; i < info.length; i++) {
            info[i] = in.readLong();
        }
        int rank = (info.length - SHAPE_FRAME) / 2;
        require(part, info[0] == rank, "says that it has rank " + info[0] + ", has " + rank);
        long[] shape = Arrays.copyOfRange(info, 1, 1 + rank);
        boolean vector = shape[rank - 1] > 0 && (rank == 1 || shape[0] == 1);
        require(part, vector, "must have a shape [n] or [1, n], has " + Arrays.toString(shape));
        long stride = info[2 * rank];
        require(
                part,
                shape[rank - 1] == 1 || stride == 1,
                "must have its values side by side, says that they are " + stride + " apart");
        return shape;
    }

    private static long readBufferLength(ZipPart part, DataInputStream in) throws IOException {
        String kind = in.readUTF();
        require(part, MEMORY_KINDS.contains(kind), "is of an unknown form: " + Shown.text(kind));
        return in.readLong();
    }

    private static DataType floatingPoint(ZipPart part, String name) throws ZipException {
        return switch (name) {
            case "FLOAT" -> DataType.FLOAT;
            case "DOUBLE" -> DataType.DOUBLE;
            case "HALF" -> DataType.FLOAT16;
            case "BFLOAT16" -> DataType.BFLOAT16;
            default -> throw wrong(part, "has values of type " + Shown.text(name), null);
        };
    }

    private static void require(ZipPart part, boolean good, String otherwise) throws ZipException {
        if (!good) {
            throw wrong(part, otherwise, null);
        }
    }

    private static ZipException wrong(ZipPart part, String what, @Nullable Exception cause) {
        ZipException wrong = new ZipException(part.name() + " " + what);
        if (cause != null) {
            wrong.initCause(cause);
        }
        return wrong;
    }
}
