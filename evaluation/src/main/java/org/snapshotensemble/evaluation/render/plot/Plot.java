package org.snapshotensemble.evaluation.render.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/** A picture that has not been painted yet. */
public final class Plot {

    /** Pixels for one of the picture, so that it is sharp in print. */
    private static final int SCALE = 2;

    private final XYChart chart;

    Plot(XYChart chart) {
        this.chart = chart;
    }

    /** Paints it and returns the file's bytes. */
    public byte[] paint(PlotFormat format) {
        return switch (format) {
            case SVG -> SvgPainting.of(chart);
            case PNG -> png();
        };
    }

    private byte[] png() {
        BufferedImage image =
                new BufferedImage(SCALE * chart.getWidth(), SCALE * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory could not be written", e);
        }
        return bytes.toByteArray();
    }
}
