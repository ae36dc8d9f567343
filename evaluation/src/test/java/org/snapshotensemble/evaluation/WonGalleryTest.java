package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.evaluation.example.WonExample;

final class WonGalleryTest {

    private static final double[] CAT = {1, 0};
    private static final double[] DOG = {0, 1};
    private static final ExampleImages ROWS = new ExampleImages(Optional.empty(), Preprocessing.none());

    /** Model 0 is the best member, model 1 the ensemble. */
    private static WonGallery gallery(ExampleImages images) {
        return new WonGallery(new ClassLabels(2, List.of("cat", "dog")), 1, 0, images);
    }

    private static Optional<INDArray> features(float... values) {
        return Optional.of(Nd4j.createFromArray(values));
    }

    @Test
    void examples_onlyThoseTheEnsembleAloneGetsRight() {
        WonGallery gallery = gallery(ROWS);
        gallery.add(CAT, new double[][] {{0.9, 0.1}, {0.9, 0.1}}, () -> features(1));
        gallery.add(CAT, new double[][] {{0.1, 0.9}, {0.9, 0.1}}, () -> features(1));
        gallery.add(DOG, new double[][] {{0.1, 0.9}, {0.9, 0.1}}, () -> features(1));
        gallery.add(DOG, new double[][] {{0.9, 0.1}, {0.2, 0.8}}, () -> features(1));

        assertThat(gallery.examples())
                .containsExactly(
                        new WonExample(1, "cat", "dog", Optional.empty()),
                        new WonExample(3, "dog", "cat", Optional.empty()));
    }

    @Test
    void examples_many_areTheFirst24WithoutAskingForMoreFeatures() {
        WonGallery gallery = gallery(ROWS);
        int[] asked = {0};
        for (int row = 0; row < 100; row++) {
            gallery.add(CAT, new double[][] {{0.1, 0.9}, {0.9, 0.1}}, () -> {
                asked[0]++;
                return Optional.empty();
            });
        }

        assertThat(gallery.examples())
                .hasSize(24)
                .last()
                .extracting(WonExample::row)
                .isEqualTo(23);
        assertThat(asked[0]).isEqualTo(24);
    }

    /** Raw values 0, 10, 20 and 40: black is the lowest of both images, white the highest. */
    @Test
    void examples_scaledImages_showTheRawPixels() {
        Preprocessing scaled = new Preprocessing(Preprocessing.Kind.RANGE, List.of(10.0, 10.0), List.of(10.0, 20.0));
        WonGallery gallery = gallery(new ExampleImages(Optional.of(new ImageSize(1, 2, 1)), scaled));
        gallery.add(CAT, new double[][] {{0.1, 0.9}, {0.9, 0.1}}, () -> features(-1, 0));
        gallery.add(CAT, new double[][] {{0.1, 0.9}, {0.9, 0.1}}, () -> features(1, 1.5f));

        assertThat(gallery.examples())
                .extracting(example -> example.picture().orElseThrow().levels().asList())
                .containsExactly(List.of(0, 64), List.of(128, 255));
    }

    @Test
    void image_threeDimensions_areAnImageWithoutARecord() {
        assertThat(ROWS.image(Nd4j.zeros(3, 4, 5)).orElseThrow().size()).isEqualTo(new ImageSize(4, 5, 3));
        assertThat(ROWS.image(Nd4j.zeros(2, 4, 5))).isEmpty();
        assertThat(ROWS.image(Nd4j.zeros(20))).isEmpty();
    }
}
