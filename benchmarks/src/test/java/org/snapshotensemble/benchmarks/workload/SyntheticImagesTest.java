package org.snapshotensemble.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class SyntheticImagesTest {

    @Test
    void draw_images_areScaledAndLabelledOnce() {
        SyntheticImages.Labelled images = SyntheticImages.draw(50, 3);

        assertThat(images.features().shape()).containsExactly(50, 1, 28, 28);
        assertThat(images.features().minNumber().doubleValue()).isGreaterThanOrEqualTo(0);
        assertThat(images.features().maxNumber().doubleValue()).isLessThan(1);
        assertThat(images.labels().sum(1).toDoubleVector()).containsOnly(1).hasSize(50);
    }

    @Test
    void draw_sameSeed_givesTheSame() {
        INDArray first = SyntheticImages.draw(5, 3).features();

        assertThat(SyntheticImages.draw(5, 3).features()).isEqualTo(first);
        assertThat(SyntheticImages.draw(5, 4).features()).isNotEqualTo(first);
    }
}
