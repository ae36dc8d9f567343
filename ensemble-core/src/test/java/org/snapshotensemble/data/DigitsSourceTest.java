package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class DigitsSourceTest {

    private final LabelledData digits = load();

    private static LabelledData load() {
        try {
            return DataSource.parse("digits").load();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void load_features_areTheImagesOfTheFile() {
        assertThat(digits.features().shape()).containsExactly(1_797, 1, 8, 8);
        assertThat(digits.features().minNumber().intValue()).isZero();
        assertThat(digits.features().maxNumber().intValue()).isEqualTo(16);
        // the third row of the first image and the second of the last, read off the file
        assertThat(row(0, 2)).containsExactly(0, 3, 15, 2, 0, 11, 8, 0);
        assertThat(row(1_796, 1)).containsExactly(0, 2, 16, 14, 6, 1, 0, 0);
    }

    private float[] row(int image, int row) {
        float[] pixels = new float[8];
        for (int column = 0; column < 8; column++) {
            pixels[column] = digits.features().getFloat(image, 0, row, column);
        }
        return pixels;
    }

    @Test
    void load_labels_areTheDigitsOfTheFile() {
        assertThat(digits.labels().shape()).containsExactly(1_797, 10);
        assertThat(digits.labels().sumNumber().intValue()).isEqualTo(1_797);
        assertThat(Arrays.copyOf(digits.classIndices(), 5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(digits.classIndices()[1_796]).isEqualTo(8);
        int[] count = new int[10];
        for (int digit : digits.classIndices()) {
            count[digit]++;
        }
        assertThat(count).containsExactly(178, 182, 177, 183, 181, 182, 181, 179, 174, 180);
    }

    @Test
    void load_description_namesSourceBytesPixelsAndDigits() {
        DataDescription description = digits.description();
        assertThat(description.source()).isEqualTo("digits");
        assertThat(description.sha256()).isEqualTo("46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a");
        assertThat(description.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(description.columns())
                .hasSize(64)
                .startsWith("pixel_0_0", "pixel_0_1")
                .endsWith("pixel_7_7");
        assertThat(description.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(description.imageSize()).isEqualTo(Optional.of(new ImageSize(8, 8, 1)));
    }

    @Test
    void loadLikeAndFeatures_runOnFiles_haveTheirScale() throws IOException {
        DataDescription files = TestData.describedAs("idx:mnist", digits.description());
        assertThat(DataSource.parse("digits")
                        .loadLike(files, note -> {})
                        .features()
                        .maxNumber()
                        .intValue())
                .isEqualTo(255);
        try (FeatureBatches batches = DataSource.parse("digits").features(files, 9, note -> {})) {
            INDArray first = batches.next().orElseThrow().features();
            assertThat(first.getFloat(0, 0, 2, 2)).isEqualTo(15 * 255f / 16);
        }
    }

    @Test
    void loadLikeAndFeatures_runOnOtherImages_areRefused() {
        ImageSize size = new ImageSize(28, 28, 1);
        DataDescription larger = new DataDescription(
                "idx:mnist",
                TestData.SHA256,
                Task.CLASSIFICATION,
                size.columns(),
                digits.description().classes(),
                Optional.of(size));
        String message =
                "digits: must have images of 28x28 (height by width), channels: 1 as the training data, has images"
                        + " of 8x8 (height by width), channels: 1";
        DataSource source = DataSource.parse("digits");
        assertThatThrownBy(() -> source.loadLike(larger, note -> {}))
                .isInstanceOf(BadDataException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> source.features(larger, 9, note -> {}))
                .isInstanceOf(BadDataException.class)
                .hasMessage(message);
        DataDescription names = new DataDescription(
                "images:pets",
                TestData.SHA256,
                Task.CLASSIFICATION,
                digits.description().columns(),
                List.of("cat", "dog"),
                digits.description().imageSize());
        assertThatThrownBy(() -> source.loadLike(names, note -> {}))
                .hasMessage(
                        "digits: must have the training data's classes, \"cat\", \"dog\", has \"0\", \"1\", \"2\", \"3\","
                                + " \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"");
    }

    @Test
    void parse_text_isRoundTrip() {
        DataSource source = DataSource.parse("digits");
        assertThat(DataSource.parse(source.text())).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Digits", "digits ", "CSV:a.csv", "idx", "image:dir"})
    void parse_unknownText_isRefusedWithWhatIsKnown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSource.parse(text))
                .withMessage("unknown data \"" + text + "\", known are: digits, csv:FILE, idx:DIR, images:DIR");
    }
}
