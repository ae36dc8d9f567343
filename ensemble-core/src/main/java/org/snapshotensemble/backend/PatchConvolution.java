package org.snapshotensemble.backend;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The convolution of images by products of matrices, and the gradients of its weights alone, for a network's first layer.
 *
 * <p>oneDNN computes with eight or sixteen channels at once, of which an image has one or three, and Deeplearning4j asks it for the
 * gradient at the input, too, which nobody needs there: together that takes as long as all other layers of a small
 * network. Here an example is laid out as patches, a row a weight of the kernel, a column a place of the output (Chellapilla, Puri
 * and Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006); a last row of ones brings
 * the bias along.
 *
 * <p>Not for several threads.
 */
final class PatchConvolution {

    private final Shape shape;
    private final float[] plane;
    private final FloatPointer patches;
    private final FloatBuffer patchValues;
    private final FloatPointer matrix;
    private final FloatBuffer matrixValues;

    PatchConvolution(Shape shape) {
        this.shape = shape;
        plane = new float[shape.height() * shape.width()];
        int rows = shape.weights() + 1;
        patches = new FloatPointer((long) rows * shape.places());
        patchValues = patches.asBuffer();
        matrix = new FloatPointer((long) shape.outputs() * rows);
        matrixValues = matrix.asBuffer();
        // What lies outside the image is 0 in every example, and the last row 1.
        for (int i = 0; i < patchValues.capacity(); i++) {
            patchValues.put(i, i < shape.weights() * shape.places() ? 0 : 1);
        }
    }

    boolean fits(Shape other) {
        return shape.equals(other);
    }

    /**
     * Convolves.
     *
     * @param images {@code [examples, channels, height, width]}, contiguous
     * @param weights {@code [outputs, channels, kernel height, kernel width]}
     * @param bias {@code [1, outputs]}
     * @param out {@code [examples, outputs, output height, output width]}, contiguous
     */
    void convolve(INDArray images, INDArray weights, INDArray bias, INDArray out) {
        int rows = shape.weights() + 1;
        FloatBuffer from = Floats.values(weights);
        for (int output = 0; output < shape.outputs(); output++) {
            for (int weight = 0; weight < shape.weights(); weight++) {
                matrixValues.put(output * rows + weight, from.get(output * shape.weights() + weight));
            }
            matrixValues.put(output * rows + shape.weights(), bias.getFloat(output));
        }
        FloatBuffer values = Floats.values(images);
        FloatPointer to = Floats.pointer(out);
        for (int example = 0; example < images.size(0); example++) {
            cut(values, example);
            to.position((long) example * shape.outputs() * shape.places());
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    shape.outputs(),
                    shape.places(),
                    rows,
                    1,
                    matrix,
                    rows,
                    patches,
                    shape.places(),
                    0,
                    to,
                    shape.places());
        }
    }

    /**
     * Sums the gradients of weights and bias over the examples.
     *
     * @param images as they were convolved
     * @param delta the gradients at the output, {@code [examples, outputs, output height, output width]}, contiguous
     * @param weightGradients is set, {@code [outputs, channels, kernel height, kernel width]}, contiguous
     * @param biasGradients is set, {@code [1, outputs]}; null where there is no bias
     */
    void gradients(INDArray images, INDArray delta, INDArray weightGradients, @Nullable INDArray biasGradients) {
        int rows = shape.weights() + 1;
        FloatBuffer values = Floats.values(images);
        FloatPointer slopes = Floats.pointer(delta);
        for (int example = 0; example < images.size(0); example++) {
            cut(values, example);
            slopes.position((long) example * shape.outputs() * shape.places());
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasTrans,
                    shape.outputs(),
                    rows,
                    shape.places(),
                    1,
                    slopes,
                    shape.places(),
                    patches,
                    shape.places(),
                    example == 0 ? 0 : 1,
                    matrix,
                    rows);
        }
        FloatBuffer to = Floats.values(weightGradients);
        for (int output = 0; output < shape.outputs(); output++) {
            for (int weight = 0; weight < shape.weights(); weight++) {
                to.put(output * shape.weights() + weight, matrixValues.get(output * rows + weight));
            }
            if (biasGradients != null) {
                biasGradients.putScalar(output, matrixValues.get(output * rows + shape.weights()));
            }
        }
    }

    /** Sets the patches to those of an example. */
    private void cut(FloatBuffer images, int example) {
        for (int channel = 0; channel < shape.channels(); channel++) {
            images.get((example * shape.channels() + channel) * plane.length, plane, 0, plane.length);
            for (int y = 0; y < shape.kernelHeight(); y++) {
                for (int x = 0; x < shape.kernelWidth(); x++) {
                    cut(((channel * shape.kernelHeight() + y) * shape.kernelWidth() + x) * shape.places(), y, x);
                }
            }
        }
    }

    /** Sets the row of patches that begins there to what the weight in that place of the kernel sees of the plane. */
    private void cut(int start, int kernelRow, int kernelColumn) {
        int stride = shape.strideWidth();
        int left = kernelColumn - shape.padLeft();
        int firstColumn = Math.max(0, ceilOfQuotient(-left, stride));
        int lastColumn = Math.min(shape.outWidth() - 1, Math.floorDiv(shape.width() - 1 - left, stride));
        int columns = lastColumn - firstColumn + 1;
        for (int row = 0; columns > 0 && row < shape.outHeight(); row++) {
            int seen = row * shape.strideHeight() + kernelRow - shape.padTop();
            if (seen < 0 || seen >= shape.height()) {
                continue;
            }
            int to = start + row * shape.outWidth();
            int from = seen * shape.width() + left;
            if (stride == 1) {
                patchValues.put(to + firstColumn, plane, from + firstColumn, columns);
            } else {
                for (int column = firstColumn; column <= lastColumn; column++) {
                    patchValues.put(to + column, plane[from + column * stride]);
                }
            }
        }
    }

    private static int ceilOfQuotient(int dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }

    /** What the convolution is of. */
    record Shape(
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

        /** Weights of one output. */
        int weights() {
            return channels * kernelHeight * kernelWidth;
        }

        /** Places of the output. */
        int places() {
            return outHeight * outWidth;
        }
    }
}
