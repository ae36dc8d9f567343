package org.snapshotensemble.data;

/**
 * Brings an image to a size, height and width each for itself, and to gray or RGB.
 *
 * <p>Each new pixel is a weighted mean of those around its place, with weights that fall off linearly (a triangle): one
 * old pixel wide where the image grows, one new pixel wide where it shrinks, so that no old pixel is passed over. An image
 * that has the size already stays as it is. Gray of a color is {@code 0.299 red + 0.587 green + 0.114 blue} (ITU-R BT.601).
 */
final class ImageScaler {

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private final ImageSize size;

    ImageScaler(ImageSize size) {
        this.size = size;
    }

    /** The image's values in the order {@code [channel, row, column]}. */
    float[] scale(Pixels image) {
        float[][] narrowed = narrow(image);
        Taps[] rows = Taps.of(image.height(), size.height());
        int channels = size.channels();
        float[] values = new float[size.values()];
        for (int y = 0; y < size.height(); y++) {
            for (int tap = 0; tap < rows[y].count(); tap++) {
                float share = rows[y].share(tap);
                float[] row = narrowed[rows[y].first() + tap];
                for (int x = 0; x < size.width(); x++) {
                    for (int channel = 0; channel < channels; channel++) {
                        values[(channel * size.height() + y) * size.width() + x] += share * row[x * channels + channel];
                    }
                }
            }
        }
        for (int i = 0; i < values.length; i++) {
            // rounded shares may sum to a little more than 1
            values[i] = Math.min(values[i], image.highest());
        }
        return values;
    }

    /** Every row of the image at the new width and with the new channels. */
    private float[][] narrow(Pixels image) {
        Taps[] columns = Taps.of(image.width(), size.width());
        int channels = size.channels();
        float[][] narrowed = new float[image.height()][size.width() * channels];
        for (int y = 0; y < image.height(); y++) {
            float[] row = recolored(image.row(y), image.channels());
            for (int x = 0; x < size.width(); x++) {
                for (int tap = 0; tap < columns[x].count(); tap++) {
                    float share = columns[x].share(tap);
                    int from = (columns[x].first() + tap) * channels;
                    for (int channel = 0; channel < channels; channel++) {
                        narrowed[y][x * channels + channel] += share * row[from + channel];
                    }
                }
            }
        }
        return narrowed;
    }

    private float[] recolored(float[] row, int channels) {
        int wanted = size.channels();
        if (channels == wanted) {
            return row;
        }
        int width = row.length / channels;
        float[] recolored = new float[width * wanted];
        for (int x = 0; x < width; x++) {
            if (wanted == 1) {
                recolored[x] = RED * row[3 * x] + GREEN * row[3 * x + 1] + BLUE * row[3 * x + 2];
            } else {
                recolored[3 * x] = row[x];
                recolored[3 * x + 1] = row[x];
                recolored[3 * x + 2] = row[x];
            }
        }
        return recolored;
    }
}
