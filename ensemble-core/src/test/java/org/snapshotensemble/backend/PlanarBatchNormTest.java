package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PlanarBatchNormTest {

    private static final int CHANNELS = 5;
    private static final double EPSILON = 1e-5;

    /** Where oneDNN declines a convolution, Deeplearning4j gives its images in Fortran's order. */
    @ParameterizedTest
    @ValueSource(chars = {'c', 'f'})
    void preOutput_ofOneImageOfOnePlace_isTheFormulasValueInEitherOrder(char order) {
        INDArray x = Nd4j.createUninitialized(DataType.FLOAT, new long[] {1, CHANNELS, 1, 1}, order);
        INDArray mean = Nd4j.createUninitialized(DataType.FLOAT, 1, CHANNELS);
        INDArray variance = mean.dup();
        INDArray gamma = mean.dup();
        INDArray beta = mean.dup();
        for (int channel = 0; channel < CHANNELS; channel++) {
            x.putScalar(0, channel, 0, 0, 3 - channel);
            mean.putScalar(0, channel, 0.5 * channel);
            variance.putScalar(0, channel, 1 + channel);
            gamma.putScalar(0, channel, 2 - 0.25 * channel);
            beta.putScalar(0, channel, 0.1 * channel);
        }

        INDArray out = new PlanarBatchNorm()
                .preOutput(
                        x,
                        false,
                        new long[] {1, CHANNELS},
                        gamma,
                        beta,
                        mean,
                        variance,
                        0.9,
                        EPSILON,
                        CNN2DFormat.NCHW,
                        LayerWorkspaceMgr.noWorkspaces());

        for (int channel = 0; channel < CHANNELS; channel++) {
            double expected = (2 - 0.25 * channel) * (3 - channel - 0.5 * channel) / Math.sqrt(1 + channel + EPSILON)
                    + 0.1 * channel;
            assertThat(out.getDouble(0, channel, 0, 0))
                    .as("channel %s", channel)
                    .isCloseTo(expected, within(1e-5));
        }
    }
}
