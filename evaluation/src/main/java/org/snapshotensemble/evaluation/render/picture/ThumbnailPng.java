package org.snapshotensemble.evaluation.render.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.snapshotensemble.evaluation.example.Thumbnail;

/** A thumbnail as a PNG. */
public final class ThumbnailPng {

    private ThumbnailPng() {}

    /** Its bytes as the address of an image, so that it is part of the page. */
    public static String dataUri(Thumbnail thumbnail) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(thumbnail), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory could not be written", e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static BufferedImage image(Thumbnail thumbnail) {
        int height = thumbnail.size().height();
        int width = thumbnail.size().width();
        boolean gray = thumbnail.size().channels() == 1;
        BufferedImage image =
                new BufferedImage(width, height, gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                if (gray) {
                    image.getRaster().setSample(column, row, 0, level(thumbnail, 0, row, column));
                } else {
                    image.setRGB(
                            column,
                            row,
                            level(thumbnail, 0, row, column) << 16
                                    | level(thumbnail, 1, row, column) << 8
                                    | level(thumbnail, 2, row, column));
                }
            }
        }
        return image;
    }

    private static int level(Thumbnail thumbnail, int channel, int row, int column) {
        int height = thumbnail.size().height();
        return thumbnail
                .levels()
                .get((channel * height + row) * thumbnail.size().width() + column);
    }
}
