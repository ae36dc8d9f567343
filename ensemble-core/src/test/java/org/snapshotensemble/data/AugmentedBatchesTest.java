package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

final class AugmentedBatchesTest {

    private static final int HEIGHT = 5;
    private static final int WIDTH = 4;
    private static final int CHANNELS = 2;
    private static final int EXAMPLES = 40;

    /** No two values of an image are the same, and none is 0: a value says where it came from. */
    private static INDArray images(int examples) {
        return Nd4j.arange(1, 1 + examples * CHANNELS * HEIGHT * WIDTH)
                .castTo(DataType.FLOAT)
                .reshape(examples, CHANNELS, HEIGHT, WIDTH);
    }

    private static INDArray labels(int examples) {
        return Nd4j.arange(0, examples).castTo(DataType.FLOAT).reshape(examples, 1);
    }

    private static BatchSource plain() {
        return BatchSource.inOrder(images(EXAMPLES), labels(EXAMPLES), 16);
    }

    private static List<INDArray> features(Iterator<MultiDataSet> batches) {
        List<INDArray> features = new ArrayList<>();
        batches.forEachRemaining(batch -> features.add(batch.getFeatures(0)));
        return features;
    }

    /** An image as it would be moved and mirrored, by the definition, value by value. */
    private static INDArray expected(INDArray image, int down, int right, boolean mirrored) {
        INDArray moved = Nd4j.zeros(DataType.FLOAT, CHANNELS, HEIGHT, WIDTH);
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int row = 0; row < HEIGHT; row++) {
                for (int column = 0; column < WIDTH; column++) {
                    int fromRow = row + down;
                    int fromColumn = (mirrored ? WIDTH - 1 - column : column) + right;
                    boolean inside = fromRow >= 0 && fromRow < HEIGHT && fromColumn >= 0 && fromColumn < WIDTH;
                    moved.putScalar(
                            new int[] {channel, row, column},
                            inside ? image.getFloat(channel, fromRow, fromColumn) : 0);
                }
            }
        }
        return moved;
    }

    @Test
    void cropAndFlip_eachImage_isOneOfThoseThatAreWithinTheMargin() {
        Augmentation augmentation = Augmentation.none().withCrop(2).withFlip();
        Map<String, Integer> seen = new HashMap<>();
        BatchSource source = plain().augmented(augmentation, 3);
        for (int epoch = 0; epoch < 20; epoch++) {
            INDArray changed = Nd4j.concat(0, features(source.epoch(epoch)).toArray(INDArray[]::new));
            for (int example = 0; example < EXAMPLES; example++) {
                seen.merge(found(images(EXAMPLES).slice(example), changed.slice(example)), 1, Integer::sum);
            }
        }
        // 800 images in 50 ways, 16 each on average: that none is missing has a probability of 1 - 50 e^-16.
        assertThat(seen).hasSize(50).doesNotContainKey("none");
        assertThat(seen.values()).allMatch(count -> count <= 40);
    }

    private static String found(INDArray image, INDArray changed) {
        for (int down = -2; down <= 2; down++) {
            for (int right = -2; right <= 2; right++) {
                for (boolean mirrored : new boolean[] {false, true}) {
                    if (expected(image, down, right, mirrored).equals(changed)) {
                        return down + " " + right + " " + mirrored;
                    }
                }
            }
        }
        return "none";
    }

    @Test
    void cutout_hidesASquareAroundAPlaceOfTheImage_inEveryChannel() {
        BatchSource source = plain().augmented(Augmentation.none().withCutout(3), 5);
        Set<String> hidden = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            INDArray changed = Nd4j.concat(0, features(source.epoch(epoch)).toArray(INDArray[]::new));
            for (int example = 0; example < EXAMPLES; example++) {
                hidden.add(square(images(EXAMPLES).slice(example), changed.slice(example)));
            }
        }
        Set<String> possible = new HashSet<>();
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                possible.add(Math.max(0, row - 1) + " to " + Math.min(HEIGHT - 1, row + 1) + ", "
                        + Math.max(0, column - 1) + " to " + Math.min(WIDTH - 1, column + 1));
            }
        }
        assertThat(hidden).isEqualTo(possible);
    }

    /** The rows and columns that are 0; all other values must be the image's. */
    private static String square(INDArray image, INDArray changed) {
        int top = HEIGHT;
        int bottom = -1;
        int left = WIDTH;
        int right = -1;
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                if (changed.getFloat(0, row, column) == 0) {
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row);
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                }
            }
        }
        INDArray rebuilt = image.dup();
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int row = top; row <= bottom; row++) {
                for (int column = left; column <= right; column++) {
                    rebuilt.putScalar(new int[] {channel, row, column}, 0);
                }
            }
        }
        assertThat(changed).isEqualTo(rebuilt);
        return top + " to " + bottom + ", " + left + " to " + right;
    }

    @Test
    void epoch_sameAgain_isTheSame_anotherIsNot() {
        Augmentation augmentation = Augmentation.parse("crop=2,flip,cutout=2");
        List<INDArray> first = features(plain().augmented(augmentation, 7).epoch(4));
        assertThat(features(plain().augmented(augmentation, 7).epoch(4))).isEqualTo(first);
        assertThat(features(plain().augmented(augmentation, 7).epoch(5))).isNotEqualTo(first);
        assertThat(features(plain().augmented(augmentation, 8).epoch(4))).isNotEqualTo(first);
    }

    @Test
    void epoch_goneOnWith_hasTheSameBatches() {
        BatchSource source = plain().augmented(Augmentation.parse("crop=2,flip"), 7);
        List<INDArray> whole = features(source.epoch(2));
        assertThat(features(source.epoch(2, 1))).isEqualTo(whole.subList(1, whole.size()));
    }

    @Test
    void batches_ofTheSameEpoch_areChangedApart() {
        INDArray same = Nd4j.tile(images(1), EXAMPLES, 1, 1, 1);
        BatchSource source =
                BatchSource.inOrder(same, labels(EXAMPLES), 16).augmented(Augmentation.parse("crop=2,flip"), 1);
        List<INDArray> batches = features(source.epoch(0));
        assertThat(batches.get(1)).isNotEqualTo(batches.get(0));
        assertThat(batches.get(0).slice(1)).isNotEqualTo(batches.get(0).slice(0));
    }

    @Test
    void source_stays_whatElseIt_is() {
        BatchSource source = plain().augmented(Augmentation.parse("flip"), 1);
        assertThat(source.batchesPerEpoch()).isEqualTo(3);
        assertThat(source.batchSize()).hasValue(16);
        assertThat(source.repeatable()).isTrue();
        assertThat(source.aheadOfTraining()).isTrue();
        assertThat(source.augmentation()).contains(Augmentation.none().withFlip());
        assertThat(plain().augmentation()).isEmpty();
        assertThat(plain().augmented(Augmentation.none(), 1).augmentation()).isEmpty();
        INDArray labels = source.epoch(0).next().getLabels(0);
        assertThat(labels).isEqualTo(plain().epoch(0).next().getLabels(0));
    }

    @Test
    void images_ofBytes_areChangedBeforeTheyAreScaled() throws IOException {
        LabelledData digits = new DigitsSource().load();
        Scaling scaling = Scaling.fit(Preprocessing.Kind.STANDARDIZE, Preprocessing.Kind.NONE, digits);
        Augmentation augmentation = Augmentation.parse("crop=3");
        BatchSource scaled = BatchSource.shuffled(digits, scaling, 64, 9, augmentation);
        BatchSource raw = BatchSource.shuffled(digits, Scaling.none(), 64, 9, augmentation);
        assertThat(scaled.epoch(1).next().getFeatures(0))
                .isEqualTo(scaling.features().apply(raw.epoch(1).next().getFeatures(0)));
        assertThat(scaled.augmentation()).contains(augmentation);
    }

    @Test
    void rowsOfNumbers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSource.inOrder(labels(4), labels(4), 2)
                        .augmented(Augmentation.parse("flip"), 1)
                        .epoch(0)
                        .next())
                .withMessage("features must be images [examples, channels, height, width] to be augmented,"
                        + " were [2, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BatchSource.shuffled(TestData.targets(5), Scaling.none(), 2, 1, Augmentation.parse("flip")))
                .withMessage("augmentation is for images, the data are rows of numbers");
    }

    @Test
    void whatLeavesNothingOfAnImage_isRefused() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain().augmented(Augmentation.parse("crop=4"), 1)
                        .epoch(0)
                        .next())
                .withMessage("crop must be smaller than the images, 5 x 4 pixels, was 4");
        LabelledData digits = new DigitsSource().load();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BatchSource.shuffled(digits, Scaling.none(), 2, 1, Augmentation.parse("flip,cutout=8")))
                .withMessage("cutout must be smaller than the images, 8 x 8 pixels, was 8");
    }
}
