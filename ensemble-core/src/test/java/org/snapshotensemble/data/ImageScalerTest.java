package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

final class ImageScalerTest {

    private static float[] scaled(int[][] rows, int height, int width) {
        BufferedImage image = new BufferedImage(rows[0].length, rows.length, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length; x++) {
                image.getRaster().setSample(x, y, 0, rows[y][x]);
            }
        }
        return new ImageScaler(new ImageSize(height, width, 1)).scale(new PixelRows(image));
    }

    @Test
    void scale_sameSize_leavesTheValues() {
        assertThat(scaled(new int[][] {{1, 200, 3}, {40, 5, 60}}, 2, 3)).containsExactly(1, 200, 3, 40, 5, 60);
    }

    @Test
    void scale_twiceAsWide_goesLinearlyFromCenterToCenter() {
        // new centers at 0.25, 0.75, 1.25, 1.75; old ones at 0.5 and 1.5
        assertThat(scaled(new int[][] {{0, 100}}, 1, 4)).containsExactly(0, 25, 75, 100);
    }

    @Test
    void scale_halfAsHigh_weighsByTheDistance() {
        // the first center is 1, so 0.5, 1.5 and 2.5 weigh 3, 3 and 1
        float[] halved = scaled(new int[][] {{70}, {0}, {0}, {140}}, 2, 1);
        assertThat(halved[0]).isCloseTo(30, within(1e-4f));
        assertThat(halved[1]).isCloseTo(60, within(1e-4f));
    }

    @Test
    void scale_fineStripes_becomeTheirMean() {
        int[][] stripes = new int[200][200];
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 200; x++) {
                stripes[y][x] = x % 2 * 200;
            }
        }
        for (float value : scaled(stripes, 8, 8)) {
            assertThat(value).isCloseTo(100, within(2f));
        }
    }
}
