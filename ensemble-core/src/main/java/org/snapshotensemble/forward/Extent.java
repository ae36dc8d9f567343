package org.snapshotensemble.forward;

/**
 * The size of one example: of an image {@code [channels, height, width]}, or of a row, whose values are channels of one
 * place each.
 *
 * @param isImage whether the array has a height and a width
 */
record Extent(int channels, int height, int width, boolean isImage) {

    Extent {
        if (channels <= 0 || height <= 0 || width <= 0) {
            throw new IllegalArgumentException(
                    "extent must be > 0, was [" + channels + ", " + height + ", " + width + "]");
        }
        if (!isImage && (height != 1 || width != 1)) {
            throw new IllegalArgumentException("a row's places must be 1 x 1, were " + height + " x " + width);
        }
    }

    static Extent row(int values) {
        return new Extent(values, 1, 1, false);
    }

    static Extent image(int channels, int height, int width) {
        return new Extent(channels, height, width, true);
    }

    /** The values of a channel. */
    int places() {
        return height * width;
    }

    /** The values of an example. */
    int length() {
        return channels * places();
    }

    /** The shape of so many examples. */
    long[] shape(long examples) {
        return isImage ? new long[] {examples, channels, height, width} : new long[] {examples, channels};
    }
}
