package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Against the sums of the definition in double precision. */
class PatchConvolutionTest {

    private static final long SEED = Long.getLong("patches.seed", System.nanoTime());
    private static final int EXAMPLES = 3;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @CsvSource({
        // channels, height, width, kernel, strides, padding at top and left, outputs, output height and width
        "1, 6, 6, 3, 3, 1, 1, 1, 1, 4, 6, 6",
        "3, 7, 5, 3, 3, 1, 1, 0, 0, 2, 5, 3",
        "2, 9, 8, 5, 3, 2, 3, 2, 1, 3, 5, 3",
        "1, 5, 5, 2, 2, 2, 2, 0, 0, 1, 2, 2",
        "1, 4, 4, 1, 1, 1, 1, 0, 0, 2, 4, 4",
        // Of some places of the kernel all lies outside.
        "1, 2, 2, 7, 7, 1, 1, 3, 3, 2, 2, 2"
    })
    void convolutionAndGradients_areTheSumsOfTheDefinition(
            int channels,
            int height,
            int width,
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int padTop,
            int padLeft,
            int outputs,
            int outHeight,
            int outWidth) {
        PatchConvolution.Shape shape = new PatchConvolution.Shape(
                channels,
                height,
                width,
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                padTop,
                padLeft,
                outputs,
                outHeight,
                outWidth);
        PatchConvolution convolution = new PatchConvolution(shape);
        INDArray weights = noise(outputs, channels, kernelHeight, kernelWidth);
        INDArray bias = noise(1, outputs);
        // The second batch must find nothing of the first one's.
        for (int batch = 0; batch < 2; batch++) {
            INDArray images = noise(EXAMPLES, channels, height, width);
            INDArray out = noise(EXAMPLES, outputs, outHeight, outWidth);
            convolution.convolve(images, weights, bias, out);
            INDArray delta = noise(EXAMPLES, outputs, outHeight, outWidth);
            INDArray weightGradients = noise(outputs, channels, kernelHeight, kernelWidth);
            INDArray biasGradients = noise(1, outputs);
            convolution.gradients(images, delta, weightGradients, biasGradients);

            Sums sums = new Sums(shape, images, weights, bias, delta);
            assertClose(out, sums.out);
            assertClose(weightGradients, sums.weightGradients);
            assertClose(biasGradients, sums.biasGradients);
        }
    }

    private INDArray noise(long... dimensions) {
        INDArray noise = Nd4j.create(DataType.FLOAT, dimensions);
        for (long i = 0; i < noise.length(); i++) {
            noise.putScalar(i, (float) random.nextGaussian());
        }
        return noise;
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        for (long i = 0; i < expected.length(); i++) {
            assertThat(actual.getDouble(i)).as("seed %d, %d", SEED, i).isCloseTo(expected.getDouble(i), within(2e-5));
        }
    }

    /** Each product of a weight and a value that it sees, once. */
    private static final class Sums {

        private final INDArray out;
        private final INDArray weightGradients;
        private final INDArray biasGradients;

        Sums(PatchConvolution.Shape shape, INDArray images, INDArray weights, INDArray bias, INDArray delta) {
            out = Nd4j.zeros(DataType.DOUBLE, delta.shape());
            weightGradients = Nd4j.zeros(DataType.DOUBLE, weights.shape());
            biasGradients = Nd4j.zeros(DataType.DOUBLE, bias.shape());
            forEachPlace(delta, (example, output, row, column) -> {
                double slope = delta.getDouble(example, output, row, column);
                add(biasGradients, slope, 0, output);
                add(out, bias.getDouble(0, output), example, output, row, column);
                forEachPlace(
                        weights.slice(output).reshape(1, weights.size(1), weights.size(2), weights.size(3)),
                        (one, channel, y, x) -> {
                            int seenRow = row * shape.strideHeight() + y - shape.padTop();
                            int seenColumn = column * shape.strideWidth() + x - shape.padLeft();
                            if (seenRow >= 0
                                    && seenRow < shape.height()
                                    && seenColumn >= 0
                                    && seenColumn < shape.width()) {
                                double value = images.getDouble(example, channel, seenRow, seenColumn);
                                add(
                                        out,
                                        value * weights.getDouble(output, channel, y, x),
                                        example,
                                        output,
                                        row,
                                        column);
                                add(weightGradients, value * slope, output, channel, y, x);
                            }
                        });
            });
        }

        private static void add(INDArray sums, double value, int... place) {
            sums.putScalar(place, sums.getDouble(place) + value);
        }

        private static void forEachPlace(INDArray of, Place action) {
            for (int a = 0; a < of.size(0); a++) {
                for (int b = 0; b < of.size(1); b++) {
                    for (int c = 0; c < of.size(2); c++) {
                        for (int d = 0; d < of.size(3); d++) {
                            action.at(a, b, c, d);
                        }
                    }
                }
            }
        }

        private interface Place {
            void at(int a, int b, int c, int d);
        }
    }
}
