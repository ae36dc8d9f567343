package org.snapshotensemble.evaluation.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.data.ImageSize;

final class ThumbnailTest {

    @Test
    void of_smallImage_keepsEachPixel() {
        Thumbnail thumbnail = Thumbnail.of(new ImageSize(2, 3, 1), new float[] {0, 4, 8, 12, 16, 20}, 0, 16);

        assertThat(thumbnail.size()).isEqualTo(new ImageSize(2, 3, 1));
        assertThat(thumbnail.levels().asList()).containsExactly(0, 64, 128, 191, 255, 255);
    }

    @Test
    void of_largeImage_isShrunkByMeans() {
        // 65 columns become 33, of two each but for the last.
        float[] values = new float[65];
        for (int column = 0; column < 65; column++) {
            values[column] = column;
        }

        Thumbnail thumbnail = Thumbnail.of(new ImageSize(1, 65, 1), values, 0, 255);

        assertThat(thumbnail.size()).isEqualTo(new ImageSize(1, 33, 1));
        assertThat(thumbnail.levels().asList()).startsWith(1, 3, 5).endsWith(61, 63, 64);
    }

    @Test
    void of_threeChannels_shrinksEach() {
        float[] values = new float[3 * 128];
        Arrays.fill(values, 128, 256, 1);

        List<Integer> levels =
                Thumbnail.of(new ImageSize(1, 128, 3), values, 0, 1).levels().asList();

        assertThat(levels.subList(0, 64)).containsOnly(0);
        assertThat(levels.subList(64, 128)).containsOnly(255);
        assertThat(levels.subList(128, 192)).containsOnly(0);
    }

    @Test
    void of_oneValueEverywhere_isBlack() {
        assertThat(Thumbnail.of(new ImageSize(1, 2, 1), new float[] {3, 3}, 3, 3)
                        .levels()
                        .asList())
                .containsExactly(0, 0);
    }

    @Test
    void thumbnail_twoChannels_isRefused() {
        assertThatThrownBy(() -> new Thumbnail(new ImageSize(1, 1, 2), ImmutableIntArray.of(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channels must be 1 or 3, were 2");
    }
}
