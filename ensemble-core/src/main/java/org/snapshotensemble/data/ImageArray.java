package org.snapshotensemble.data;

import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Images, {@code [examples, channels, height, width]}, put into their array block by block as they are read, so that
 * they are in memory once: a byte a value as long as all are whole numbers from 0 to 255, otherwise 32-bit floats.
 */
final class ImageArray {

    private static final int LARGEST_BYTE = 255;

    private final ImageSize size;
    private INDArray array;

    ImageArray(int examples, ImageSize size) {
        this.size = size;
        this.array = Nd4j.createUninitialized(
                Rows.BYTES, new long[] {examples, size.channels(), size.height(), size.width()}, 'c');
    }

    /**
     * Puts neighboring images.
     *
     * @param first the index of the first one
     * @param values the images' values, each in the order {@code [channel, row, column]}
     */
    void put(int first, float[] values) {
        if (ofBytes() && areBytes(values)) {
            putBytes(first, toBytes(values));
        } else {
            array = array.castTo(DataType.FLOAT);
            putFloats(first, values);
        }
    }

    /** Puts neighboring images whose values are unsigned bytes; otherwise as {@link #put}. */
    void putBytes(int first, byte[] values) {
        if (ofBytes()) {
            // as an array of numbers it would go through floats, a hundred times slower
            long start = Objects.checkFromIndexSize((long) first * size.values(), values.length, array.length());
            new BytePointer(array.data().addressPointer()).position(start).put(values, 0, values.length);
        } else {
            putFloats(first, toFloats(values));
        }
    }

    private boolean ofBytes() {
        return array.dataType() == Rows.BYTES;
    }

    private void putFloats(int first, float[] values) {
        int images = values.length / size.values();
        INDArray block = Nd4j.create(values, new long[] {images, size.channels(), size.height(), size.width()}, 'c');
        array.get(NDArrayIndex.interval(first, first + images)).assign(block);
    }

    private static boolean areBytes(float[] values) {
        for (float value : values) {
            if (!(value >= 0 && value <= LARGEST_BYTE && value == (int) value)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] toBytes(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (int) values[i];
        }
        return bytes;
    }

    private static float[] toFloats(byte[] values) {
        float[] numbers = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = Byte.toUnsignedInt(values[i]);
        }
        return numbers;
    }

    /** The array itself, of unsigned bytes or 32-bit floats; complete when every image is put. */
    INDArray array() {
        return array;
    }

    /** Classes as one-hot rows, {@code [examples, classes]}. */
    static INDArray oneHot(int[] classOf, int classes) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, classOf.length, classes);
        for (int example = 0; example < classOf.length; example++) {
            labels.putScalar(example, classOf[example], 1);
        }
        return labels;
    }
}
