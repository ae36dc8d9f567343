package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class ImageArraysTest {

    @TempDir
    private Path folder;

    private static INDArray counted(long... shape) {
        return Nd4j.arange((double) Nd4j.create(DataType.FLOAT, shape).length())
                .castTo(DataType.FLOAT)
                .reshape('c', shape);
    }

    private static void assertValues(INDArray image, double... values) {
        assertThat(image.dup('c').data().asDouble()).containsExactly(values, within(1e-5));
    }

    @Test
    void toSize_imagesOfTheSize_stayAsTheyAre() {
        INDArray images = counted(2, 4, 3, 5);
        assertThat(ImageArrays.toSize(images, new ImageSize(3, 5, 4))).isSameAs(images);
    }

    @Test
    void toSize_rowsOfTheirValues_becomeImages() {
        INDArray images = counted(2, 3, 2, 4);
        assertThat(ImageArrays.toSize(images.reshape('c', 2, 24), new ImageSize(2, 4, 3)))
                .isEqualTo(images);
        assertThat(ImageArrays.toSize(counted(2, 2, 4), new ImageSize(2, 4, 1))).isEqualTo(counted(2, 1, 2, 4));
        assertThat(ImageArrays.toSize(counted(2, 1, 1, 8), new ImageSize(2, 4, 1)))
                .isEqualTo(counted(2, 1, 2, 4));
        assertThat(ImageArrays.toSize(counted(2, 24, 1, 1), new ImageSize(2, 4, 3)))
                .isEqualTo(images);
    }

    @Test
    void toSize_larger_goesLinearlyFromCenterToCenter() {
        INDArray images = Nd4j.createFromArray(0f, 100f, -8f, 0f).reshape(2, 1, 1, 2);
        INDArray larger = ImageArrays.toSize(images, new ImageSize(1, 4, 1));
        assertThat(larger.shape()).containsExactly(2, 1, 1, 4);
        assertValues(larger, 0, 25, 75, 100, -8, -6, -2, 0);
    }

    @Test
    void toSize_grayAndColors_becomeEachOther() {
        INDArray gray = Nd4j.createFromArray(7f, 9f).reshape(1, 1, 1, 2);
        assertValues(ImageArrays.toSize(gray, new ImageSize(1, 2, 3)), 7, 9, 7, 9, 7, 9);
        INDArray color = Nd4j.createFromArray(100f, 10f, 1f).reshape(1, 3, 1, 1);
        assertValues(ImageArrays.toSize(color, new ImageSize(1, 1, 1)), 29.9 + 5.87 + 0.114);
    }

    @Test
    void toSize_aPhotosPixels_areTheValuesThatItsFileGives() throws IOException {
        BufferedImage photo = new BufferedImage(13, 9, BufferedImage.TYPE_INT_RGB);
        INDArray pixels = Nd4j.create(DataType.FLOAT, 1, 3, 9, 13);
        Random random = new Random(5);
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 13; x++) {
                int rgb = random.nextInt(1 << 24);
                photo.setRGB(x, y, rgb);
                for (int channel = 0; channel < 3; channel++) {
                    pixels.putScalar(new int[] {0, channel, y, x}, rgb >> (16 - 8 * channel) & 0xff);
                }
            }
        }
        Path file = folder.resolve("photo.png");
        ImageIO.write(photo, "png", file.toFile());
        ImageSize size = new ImageSize(6, 17, 3);
        assertThat(ImageArrays.toSize(pixels, size).reshape(size.values()).toFloatVector())
                .containsExactly(ImageFile.read(file).values(size));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,24 | raw must be images of 5x5 (height by width), channels: 1, or have their 25 values an example, had 24",
                "2,5,6 | raw must be images of 5x5 (height by width), channels: 1, or have their 25 values an example, had 30",
                "2,5,5,2 | 'raw must be images [examples, channels, height, width] with channels: 1, had the shape [2, 5, 5, 2]'",
            })
    void toSize_whatIsNoSuchImage_isRefused(String shape, String message) {
        INDArray raw = counted(
                Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray());
        assertThatThrownBy(() -> ImageArrays.toSize(raw, new ImageSize(5, 5, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
