package org.snapshotensemble.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.stream.IntStream;

/**
 * The pixels of a decoded image, row by row, as numbers from 0 to 255, gray or red, green, blue.
 *
 * <p>The values are those of the file: color profiles are not applied, and gray values are not bent to sRGB as
 * {@link BufferedImage#getRGB} would. Values of 16 bits are scaled to 255. Transparent pixels lie on white.
 */
final class PixelRows implements Pixels {

    private static final int GRAY = 1;
    private static final int RGB = 3;
    private static final float WHITE = 255;

    private final BufferedImage image;
    private final int channels;

    PixelRows(BufferedImage image) {
        this.image = image;
        this.channels = channels(image.getColorModel());
    }

    /** 1 where the colors are gray, 3 where they are red, green, blue; 0 otherwise. */
    static int channels(ColorModel colors) {
        if (colors instanceof IndexColorModel palette) {
            return isGray(palette) ? GRAY : RGB;
        }
        return switch (colors.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> GRAY;
            case ColorSpace.TYPE_RGB -> RGB;
            // a JPEG before it is decoded; the JDK makes RGB of it
            case ColorSpace.TYPE_YCbCr -> RGB;
            default -> 0;
        };
    }

    private static boolean isGray(IndexColorModel palette) {
        return IntStream.range(0, palette.getMapSize())
                .allMatch(i -> palette.getRed(i) == palette.getGreen(i) && palette.getRed(i) == palette.getBlue(i));
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public float[] row(int y) {
        return image.getColorModel() instanceof ComponentColorModel colors ? samples(y, colors) : mapped(y);
    }

    @Override
    public float highest() {
        return WHITE;
    }

    private float[] samples(int y, ComponentColorModel colors) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, (int[]) null);
        float[] row = new float[width() * channels];
        float full = (1 << colors.getComponentSize(0)) - 1;
        for (int x = 0; x < width(); x++) {
            float alpha = colors.hasAlpha() ? samples[x * bands + bands - 1] / full : 1;
            for (int channel = 0; channel < channels; channel++) {
                row[x * channels + channel] = onWhite(samples[x * bands + channel] * WHITE / full, alpha);
            }
        }
        return row;
    }

    /** Palettes and packed pixels, whose colors are sRGB by definition. */
    private float[] mapped(int y) {
        int[] argb = image.getRGB(0, y, width(), 1, null, 0, width());
        float[] row = new float[width() * channels];
        for (int x = 0; x < width(); x++) {
            float alpha = (argb[x] >>> 24) / WHITE;
            for (int channel = 0; channel < channels; channel++) {
                row[x * channels + channel] = onWhite(argb[x] >> (16 - 8 * channel) & 0xff, alpha);
            }
        }
        return row;
    }

    private static float onWhite(float value, float alpha) {
        return alpha == 1 ? value : value * alpha + WHITE * (1 - alpha);
    }
}
