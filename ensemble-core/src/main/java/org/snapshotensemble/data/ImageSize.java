package org.snapshotensemble.data;

/** The size of the images of a data set, all alike. */
public record ImageSize(int height, int width, int channels) {

    /** Checks that every number is positive and that the pixels can be counted with an int. */
    public ImageSize {
        checkPositive("height", height);
        checkPositive("width", width);
        checkPositive("channels", channels);
        if ((double) height * width * channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("height * width * channels must be <= " + Integer.MAX_VALUE + ", was "
                    + height + " * " + width + " * " + channels);
        }
    }

    /** The number of values of one image, {@code height * width * channels}. */
    public int values() {
        return height * width * channels;
    }

    private static void checkPositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be > 0, was " + value);
        }
    }
}
