package org.snapshotensemble.evaluation.render.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.RangeCurve;
import org.snapshotensemble.schedule.range.RangePoint;

class RangeFolderTest {

    private static final int SMOOTHED = 0x2a7a6f;
    private static final int MAX = 0xb34700;

    @TempDir
    Path folder;

    @Test
    void write_lossThatBreaks_leavesTheSmoothedLossOut() throws IOException {
        RangeCurve curve = new RangeCurve(
                List.of(new RangePoint(0, 0.001, 2, OptionalDouble.of(0.25)), new RangePoint(1, 0.01, Double.NaN)));

        new RangeFolder(folder).write(RangeAnalysis.of(curve));

        assertThat(folder.resolve("curve.csv")).hasContent("""
                        iteration,learning_rate,loss,smoothed_loss,accuracy
                        0,0.001,2.0,2.0,0.25
                        1,0.01,NaN,,
                        """);
        assertThat(Files.readString(folder.resolve("suggestion.json")))
                .startsWith("""
                        {
                          "formatVersion": 1,
                          "points": 2,
                          "smoothing": 0.0,
                          "base": {
                            "reason": "at least 10 rates are needed before the training breaks, there are 1"
                          },
                        """)
                .contains("""
                            "diverges": {
                              "rate": 0.01,
                              "reason": "the loss is NaN"
                            }
                        """);
    }

    @Test
    void write_curveWithBounds_drawsThem() throws IOException {
        List<RangePoint> points = new ArrayList<>();
        for (int index = 0; index < 60; index++) {
            double decade = -5 + index * 0.1;
            double loss = 2 - 1.5 / (1 + Math.exp(-3 * (decade + 3))) + Math.exp(6 * (decade - 0.5));
            points.add(new RangePoint(index, Math.pow(10, decade), loss));
        }
        RangeAnalysis analysis = RangeAnalysis.of(new RangeCurve(points));
        assertThat(analysis.bounds().max().rate()).isPresent();

        new RangeFolder(folder).write(analysis);

        BufferedImage png = ImageIO.read(new RangeFolder(folder).picture().toFile());
        assertThat(pixels(png, SMOOTHED)).isGreaterThan(500);
        assertThat(pixels(png, MAX)).isGreaterThan(100);
        assertThat(Files.size(folder.resolve("range-test.svg"))).isBetween(3_000L, 20_000L);
    }

    @Test
    void write_nothingFinite_stillDraws() throws IOException {
        RangeCurve curve = new RangeCurve(List.of(new RangePoint(0, 0.001, Double.NaN)));

        new RangeFolder(folder).write(RangeAnalysis.of(curve));

        BufferedImage png = ImageIO.read(new RangeFolder(folder).picture().toFile());
        assertThat(pixels(png, SMOOTHED)).isZero();
    }

    private static int pixels(BufferedImage image, int color) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
            }
        }
        return count;
    }
}
