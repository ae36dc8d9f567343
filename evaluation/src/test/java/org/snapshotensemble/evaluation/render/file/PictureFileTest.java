package org.snapshotensemble.evaluation.render.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.render.picture.Picture;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Svg;

final class PictureFileTest {

    private static final String SHEET =
            ":root { --paper: #fdfdfc; --ink: #1c1d1f } svg .line { fill: none; stroke: #ff0000; stroke-width: 4 }";

    @Test
    void of_hasTitleKeyPaperAndLooks() {
        Picture picture = new Picture(
                new Svg("chart", 100, 50, "what it shows")
                        .line(0, 25, 100, 25, "line")
                        .markup(),
                List.of(new LegendEntry("line", "a <line>")));
        assertThat(PictureFile.of("A & B", picture, SHEET).svg()).isEqualTo("""
                <svg xmlns="http://www.w3.org/2000/svg" aria-label="A &amp; B" font-family="sans-serif" font-size="12" \
                height="140" role="img" viewBox="0 0 140 140" width="140">\
                <rect fill="#fdfdfc" height="140" width="140"/>\
                <text fill="#1c1d1f" font-size="16px" font-weight="bold" x="20" y="34">A &amp; B</text>\
                <line fill="none" stroke="#ff0000" stroke-width="4" x1="20" x2="40" y1="50" y2="50"/>\
                <text x="47" y="54">a &lt;line&gt;</text>\
                <svg height="50" viewBox="0 0 100 50" width="100" x="20" y="70">\
                <line fill="none" stroke="#ff0000" stroke-width="4" x1="0" x2="100" y1="25" y2="25"/></svg></svg>
                """);
    }

    @Test
    void png_longPath_isPaintedToItsEnd() throws IOException {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i <= 20_000; i++) {
            points.add(new double[] {i / 200.0, 25});
        }
        Picture picture = new Picture(
                new Svg("chart", 100, 50, "long").polyline(points, "line").markup(), List.of());
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Pixels.png(PictureFile.of("long", picture, SHEET))));
        assertThat(image.getWidth()).isEqualTo(2 * 140);
        assertThat(image.getHeight()).isEqualTo(2 * 120);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xfffdfdfc);
        // Twice the margin of 20 and 99 of 100; twice 50 above the picture and 25 of it.
        assertThat(image.getRGB(2 * 119, 2 * 75)).isEqualTo(0xffff0000);
    }
}
