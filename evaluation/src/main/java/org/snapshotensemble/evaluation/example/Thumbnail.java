package org.snapshotensemble.evaluation.example;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import org.snapshotensemble.data.ImageSize;

/**
 * A small image.
 *
 * @param size its size, of one channel, gray, or three, red, green and blue
 * @param levels from 0 to 255, in the order {@code [channel, row, column]}
 */
public record Thumbnail(ImageSize size, ImmutableIntArray levels) {

    /** The longest side, in pixels. */
    public static final int LONGEST_SIDE = 64;

    public Thumbnail {
        checkArgument(
                size.channels() == 1 || size.channels() == 3, "channels must be 1 or 3, were %s", size.channels());
        checkArgument(levels.length() == size.values(), "levels must be %s, were %s", size.values(), levels.length());
    }

    /**
     * Shrinks an image by a whole number, each pixel the mean of those it stands for, until no side is longer than
     * {@value #LONGEST_SIDE}.
     *
     * @param values in the order {@code [channel, row, column]}
     * @param black the value that becomes 0, or any below it
     * @param white the value that becomes 255, or any above it
     */
    public static Thumbnail of(ImageSize size, float[] values, double black, double white) {
        int factor = Math.max(1, parts(Math.max(size.height(), size.width()), LONGEST_SIDE));
        ImageSize small = new ImageSize(parts(size.height(), factor), parts(size.width(), factor), size.channels());
        ImmutableIntArray.Builder levels = ImmutableIntArray.builder(small.values());
        for (int channel = 0; channel < small.channels(); channel++) {
            for (int row = 0; row < small.height(); row++) {
                for (int column = 0; column < small.width(); column++) {
                    double mean = mean(size, values, channel, row * factor, column * factor, factor);
                    double level = white == black ? 0 : 255 * (mean - black) / (white - black);
                    levels.add((int) Math.round(Math.min(Math.max(level, 0), 255)));
                }
            }
        }
        return new Thumbnail(small, levels.build());
    }

    private static double mean(ImageSize size, float[] values, int channel, int top, int left, int factor) {
        double sum = 0;
        int count = 0;
        for (int row = top; row < Math.min(top + factor, size.height()); row++) {
            for (int column = left; column < Math.min(left + factor, size.width()); column++) {
                sum += values[(channel * size.height() + row) * size.width() + column];
                count++;
            }
        }
        return sum / count;
    }

    private static int parts(int length, int size) {
        return (length + size - 1) / size;
    }
}
