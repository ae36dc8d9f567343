package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RectifierTest {

    @Test
    void mask_keepsTheGradientsOfValuesAboveZeroAlone() {
        float[] values = {1, -1, 0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
        int[] bits = new int[values.length];
        int[] gradients = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
            gradients[i] = Float.floatToRawIntBits(-3.5f);
        }
        Rectifier.Mask.apply(bits, gradients, values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.intBitsToFloat(gradients[i]))
                    .as("of %s", values[i])
                    .isEqualTo(values[i] > 0 ? -3.5f : 0f);
        }
    }
}
