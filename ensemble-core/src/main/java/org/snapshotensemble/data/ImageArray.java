package org.snapshotensemble.data;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Images, {@code [examples, channels, height, width]}, put into their array block by block as they are read, so that
 * they are in memory once.
 */
final class ImageArray {

    private final ImageSize size;
    private final INDArray array;

    ImageArray(int examples, ImageSize size) {
        this.size = size;
        this.array = Nd4j.createUninitialized(
                DataType.FLOAT, new long[] {examples, size.channels(), size.height(), size.width()}, 'c');
    }

    /**
     * Puts neighboring images.
     *
     * @param first the index of the first one
     * @param values the images' values, each in the order {@code [channel, row, column]}
     */
    void put(int first, float[] values) {
        int images = values.length / size.values();
        INDArray block = Nd4j.create(values, new long[] {images, size.channels(), size.height(), size.width()}, 'c');
        array.get(NDArrayIndex.interval(first, first + images)).assign(block);
    }

    /** Puts neighboring images whose values are unsigned bytes; otherwise as {@link #put}. */
    void putBytes(int first, byte[] values) {
        float[] numbers = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = Byte.toUnsignedInt(values[i]);
        }
        put(first, numbers);
    }

    /** The array itself; complete when every image is put. */
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
