package org.snapshotensemble.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

    /**
     * The names of the values of an image, in the order {@code [channel, row, column]}: {@code pixel_0_1} is row 0,
     * column 1, and {@code pixel_2_0_1} that of channel 2 where there are several.
     */
    public List<String> columns() {
        return IntStream.range(0, values()).mapToObj(this::column).toList();
    }

    private String column(int value) {
        String channel = channels == 1 ? "" : "_" + value / (height * width);
        return "pixel" + channel + "_" + value / width % height + "_" + value % width;
    }

    /** What a message calls data of that size: {@code images of 28x32 (height by width), channels: 1}, or rows. */
    static String describe(Optional<ImageSize> size) {
        return size.map(ImageSize::describe).orElse("rows");
    }

    /** What a message calls images of that size. */
    static String describe(ImageSize size) {
        return "images of " + size.height + "x" + size.width + " (height by width), channels: " + size.channels;
    }

    private static void checkPositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be > 0, was " + value);
        }
    }
}
