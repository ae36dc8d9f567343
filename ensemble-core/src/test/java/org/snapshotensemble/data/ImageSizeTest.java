package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageSizeTest {

    @ParameterizedTest
    @CsvSource({"0, 1, 1, height", "1, 0, 1, width", "1, 1, 0, channels"})
    void new_sizeOfNothing_isRefused(int height, int width, int channels, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSize(height, width, channels))
                .withMessage(name + " must be > 0, was 0");
    }

    @Test
    void new_asManyValuesAsAnIntCounts_isTheMost() {
        assertThat(new ImageSize(Integer.MAX_VALUE, 1, 1).values()).isEqualTo(Integer.MAX_VALUE);
        for (ImageSize size :
                new ImageSize[] {new ImageSize(1 << 15, 1 << 15, 1), new ImageSize(1 << 15, 1, 1 << 15)}) {
            assertThat(size.values()).isEqualTo(1 << 30);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSize(1 << 15, 1 << 14, 4))
                .withMessage("height * width * channels must be <= 2147483647, was 32768 * 16384 * 4");
    }

    @Test
    void columns_severalChannels_areNamedChannelRowColumn() {
        assertThat(new ImageSize(1, 2, 2).columns())
                .containsExactly("pixel_0_0_0", "pixel_0_0_1", "pixel_1_0_0", "pixel_1_0_1");
        assertThat(new ImageSize(2, 1, 1).columns()).containsExactly("pixel_0_0", "pixel_1_0");
    }
}
