package org.snapshotensemble.forward;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A convolution by patches and products of matrices (Chellapilla, Puri and Simard, "High Performance Convolutional Neural
 * Networks for Document Processing", 2006), in few and long copies.
 *
 * <p>The image is laid out with its margin, one plane a phase of the strides: with strides of 2, the even columns of the
 * even rows, the odd columns of the even rows, and so on. What one weight of the kernel sees of the image in all
 * places is then one stretch of memory, but for values between the rows of the output, which are computed in vain and left out.
 * So many rows of the output are done at once that the patches stay near the processor.
 */
final class ConvolutionStep implements Step {

    /** The patches of a product: half a mebibyte. */
    private static final int MOST_PATCH_VALUES = 1 << 17;

    /**
     * Multiplications up to which OpenBLAS packs no matrix, where it has the kernels for that: on processors with AVX-512
     * those are up to twice as fast.
     */
    private static final long SMALL_PRODUCT = 1_000_000;

    private final Convolution layer;
    private final Extent input;
    private final Extent output;
    private final int top;
    private final int left;
    private final int planeRows;
    private final int planeColumns;
    private final boolean isPlain;
    private final int[] starts;
    private final int rowsAtOnce;
    private final int placesAtOnce;

    ConvolutionStep(Convolution layer, Extent input, Extent output) {
        this.layer = layer;
        this.input = input;
        this.output = output;
        Window rows = layer.rows();
        Window columns = layer.columns();
        top = rows.before(input.height());
        left = columns.before(input.width());
        int height = (output.height() - 1) * rows.stride() + rows.reach();
        int width = (output.width() - 1) * columns.stride() + columns.reach();
        boolean hasMargin = top > 0 || left > 0 || height > input.height() || width > input.width();
        isPlain = !hasMargin && rows.stride() == 1 && columns.stride() == 1;
        planeRows = isPlain ? input.height() : ceilOfQuotient(height, rows.stride());
        planeColumns = isPlain ? input.width() : ceilOfQuotient(width, columns.stride());
        starts = starts();
        int most = Math.max(1, MOST_PATCH_VALUES / (starts.length * planeColumns));
        rowsAtOnce = ceilOfQuotient(output.height(), ceilOfQuotient(output.height(), most));
        placesAtOnce = placesAtOnce(
                (long) starts.length * output.channels(), (rowsAtOnce - 1) * planeColumns + output.width());
    }

    /** Where in the planes each weight of an output begins to see. */
    private int[] starts() {
        Window rows = layer.rows();
        Window columns = layer.columns();
        int[] found = new int[layer.channels() * rows.size() * columns.size()];
        int index = 0;
        for (int channel = 0; channel < layer.channels(); channel++) {
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < columns.size(); column++) {
                    int y = row * rows.dilation();
                    int x = column * columns.dilation();
                    found[index++] = plane(channel, y % rows.stride(), x % columns.stride())
                            + y / rows.stride() * planeColumns
                            + x / columns.stride();
                }
            }
        }
        return found;
    }

    private int plane(int channel, int rowPhase, int columnPhase) {
        int rowStride = layer.rows().stride();
        int columnStride = layer.columns().stride();
        return ((channel * rowStride + rowPhase) * columnStride + columnPhase) * planeRows * planeColumns;
    }

    @Override
    public void run(Scratch scratch, float[][] inputs, int[] offsets, float[] out, int outOffset, int examples) {
        for (int example = 0; example < examples; example++) {
            float[] planes = inputs[0];
            int from = offsets[0] + example * input.length();
            if (!isPlain) {
                planes = layOut(scratch, inputs[0], from);
                from = 0;
            }
            int to = outOffset + example * output.length();
            for (int row = 0; row < output.height(); row += rowsAtOnce) {
                convolve(scratch, planes, from, row, Math.min(output.height(), row + rowsAtOnce), out, to);
            }
        }
    }

    /** Lays an example's planes out, with their margins. */
    private float[] layOut(Scratch scratch, float[] image, int from) {
        int phases = layer.rows().stride() * layer.columns().stride();
        int length = layer.channels() * phases * planeRows * planeColumns;
        float[] planes = scratch.plane(length);
        Arrays.fill(planes, 0, length, 0);
        for (int channel = 0; channel < layer.channels(); channel++) {
            int plane = from + channel * input.places();
            for (int rowPhase = 0;
                    rowPhase < Math.min(layer.rows().stride(), layer.rows().reach());
                    rowPhase++) {
                for (int row = 0; row < planeRows; row++) {
                    int y = row * layer.rows().stride() + rowPhase - top;
                    if (y >= 0 && y < input.height()) {
                        layOutRow(image, plane + y * input.width(), planes, channel, rowPhase, row);
                    }
                }
            }
        }
        return planes;
    }

    private void layOutRow(float[] image, int from, float[] planes, int channel, int rowPhase, int row) {
        int stride = layer.columns().stride();
        for (int phase = 0; phase < Math.min(stride, layer.columns().reach()); phase++) {
            int to = plane(channel, rowPhase, phase) + row * planeColumns;
            int shift = phase - left;
            int first = Math.max(0, ceilOfQuotient(-shift, stride));
            int end = Math.min(planeColumns, ceilOfQuotient(input.width() - shift, stride));
            if (stride == 1) {
                if (end > first) {
                    System.arraycopy(image, from + first + shift, planes, to + first, end - first);
                }
            } else {
                for (int column = first; column < end; column++) {
                    planes[to + column] = image[from + column * stride + shift];
                }
            }
        }
    }

    private void convolve(Scratch scratch, float[] planes, int from, int firstRow, int endRow, float[] out, int to) {
        int rows = endRow - firstRow;
        int places = (rows - 1) * planeColumns + output.width();
        int outputs = output.channels();
        Scratch.Native patches = scratch.factor(starts.length * places);
        Scratch.Native products = scratch.nativeProduct(outputs * places);
        FloatBuffer patchValues = patches.buffer();
        int base = from + firstRow * planeColumns;
        for (int weight = 0; weight < starts.length; weight++) {
            patchValues.put(weight * places, planes, base + starts[weight], places);
        }
        multiply(patches.pointer(), products.pointer(), places);
        float[] values = scratch.product(outputs * places);
        products.buffer().get(0, values, 0, outputs * places);
        for (int channel = 0; channel < outputs; channel++) {
            int at = channel * places;
            layer.function().addThenApply(layer.bias().at(channel), values, at, at + places);
            int place = to + channel * output.places() + firstRow * output.width();
            for (int row = 0; row < rows; row++) {
                System.arraycopy(values, at + row * planeColumns, out, place + row * output.width(), output.width());
            }
        }
    }

    /** Multiplies the weights with the patches, so many places at once that OpenBLAS takes its way for small matrices. */
    private void multiply(FloatPointer patches, FloatPointer products, int places) {
        for (int place = 0; place < places; place += placesAtOnce) {
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    output.channels(),
                    Math.min(placesAtOnce, places - place),
                    starts.length,
                    1,
                    layer.weights().pointer(),
                    starts.length,
                    patches.position(place),
                    places,
                    0,
                    products.position(place),
                    places);
        }
        patches.position(0);
        products.position(0);
    }

    /** Returns as many as keep a product small, 64 or 128 if not all; all of them where even 64 make it large. */
    private static int placesAtOnce(long weights, int places) {
        long most = SMALL_PRODUCT / weights;
        return places <= most || most < 64 ? places : most < 128 ? 64 : 128;
    }

    private static int ceilOfQuotient(int dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
