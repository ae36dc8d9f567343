package org.snapshotensemble.data;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Images that are in memory already, such as those that a service is asked about, and the size that a run's images have. */
public final class ImageArrays {

    private static final int IMAGES_RANK = 4;
    private static final int GRAY = 1;
    private static final int RGB = 3;

    private ImageArrays() {}

    /**
     * Brings images to a size. Each new pixel is a weighted mean of the old ones around its place; gray becomes RGB, and RGB
     * gray, as in {@code images:} data. Images of that size and its channels, of whatever number, stay as they are.
     *
     * @param images {@code [examples, channels, height, width]}, or rows of the values of images of that size, such as
     *     {@code [examples, channels * height * width]}
     * @return {@code [examples, channels, height, width]} of that size; the array itself or a view where it has it already
     * @throws IllegalArgumentException if there is no example, the examples are no images and have another number of values, or
     *     their channels cannot become those of the size
     */
    public static INDArray toSize(INDArray images, ImageSize size) {
        int examples = Rows.count("raw", images);
        long[] shape = {examples, size.channels(), size.height(), size.width()};
        if (Arrays.equals(images.shape(), shape)) {
            return images;
        }
        if (images.rank() != IMAGES_RANK || areRows(images, size)) {
            if (images.length() != (long) examples * size.values()) {
                throw new IllegalArgumentException("raw must be " + ImageSize.describe(size) + ", or have their "
                        + size.values() + " values an example, had " + images.length() / examples);
            }
            return images.reshape('c', shape);
        }
        requireChannels(images, size.channels());
        ImageScaler scaler = new ImageScaler(size);
        INDArray sized = Nd4j.create(DataType.FLOAT, shape);
        for (int example = 0; example < examples; example++) {
            float[] values = scaler.scale(new Image(images.slice(example)));
            sized.slice(example)
                    .assign(Nd4j.createFromArray(values).reshape(size.channels(), size.height(), size.width()));
        }
        return sized;
    }

    /** Of a single row or column of pixels each, where the size has several of both. */
    private static boolean areRows(INDArray images, ImageSize size) {
        boolean line = images.size(2) == 1 || images.size(3) == 1;
        return line && size.height() > 1 && size.width() > 1 && images.length() == images.size(0) * size.values();
    }

    private static void requireChannels(INDArray images, int wanted) {
        long channels = images.size(1);
        if (channels != wanted && !(isGrayOrRgb(channels) && isGrayOrRgb(wanted))) {
            throw new IllegalArgumentException("raw must be images [examples, channels, height, width] with channels: "
                    + wanted + ", had the shape " + Arrays.toString(images.shape()));
        }
    }

    private static boolean isGrayOrRgb(long channels) {
        return channels == GRAY || channels == RGB;
    }

    /** An image {@code [channel, row, column]}. */
    private static final class Image implements Pixels {

        private final int height;
        private final int width;
        private final int channels;
        private final float[] values;
        private final float highest;

        Image(INDArray image) {
            this.channels = (int) image.size(0);
            this.height = (int) image.size(1);
            this.width = (int) image.size(2);
            this.values = image.castTo(DataType.FLOAT)
                    .dup('c')
                    .reshape(image.length())
                    .toFloatVector();
            float most = Float.NEGATIVE_INFINITY;
            for (float value : values) {
                most = Math.max(most, value);
            }
            this.highest = most;
        }

        @Override
        public int height() {
            return height;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public float[] row(int y) {
            float[] row = new float[width * channels];
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    row[x * channels + channel] = values[(channel * height + y) * width + x];
                }
            }
            return row;
        }

        @Override
        public float highest() {
            return highest;
        }
    }
}
