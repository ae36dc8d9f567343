package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AugmentationTest {

    @ParameterizedTest
    @ValueSource(strings = {"crop=4", "flip", "cutout=8", "crop=4,flip", "crop=2,flip,cutout=8"})
    void parse_canonicalText_isItsOwnText(String text) {
        assertThat(Augmentation.parse(text).text()).isEqualTo(text);
        assertThat(Augmentation.parse(text)).hasToString(text);
    }

    @Test
    void parse_anyOrderAndWhiteSpace_isTheSame() {
        assertThat(Augmentation.parse(" cutout = 8 , flip,crop=4"))
                .isEqualTo(Augmentation.none().withCrop(4).withFlip().withCutout(8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "turn=3 | unknown augmentation \"turn=3\", known are: crop=PIXELS, flip, cutout=PIXELS",
                "crop=-1 | unknown augmentation \"crop=-1\", known are: crop=PIXELS, flip, cutout=PIXELS",
                "flip, | unknown augmentation \"\", known are: crop=PIXELS, flip, cutout=PIXELS",
                "crop | crop needs pixels, such as crop=4",
                "cutout | cutout needs pixels, such as cutout=4",
                "flip=1 | flip takes no number",
                "crop=0 | crop must be > 0 pixels, was 0",
                "flip,crop=1,flip | flip must be there once, was there twice",
            })
    void parse_otherText_isRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.parse(text))
                .withMessage(message);
    }

    @Test
    void numbers_belowZero_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().withCrop(-1))
                .withMessage("crop must be >= 0 pixels, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().withCutout(-2))
                .withMessage("cutout must be >= 0 pixels, was -2");
    }

    @Test
    void isNone_onlyWhereNothingIsChanged() {
        assertThat(Augmentation.none().isNone()).isTrue();
        assertThat(Augmentation.none()).hasToString("none");
        assertThat(Augmentation.none().withFlip().isNone()).isFalse();
    }
}
