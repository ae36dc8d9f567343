package org.snapshotensemble.backend;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.onednn.OneDnnEngine;

/**
 * Batch norm of images, {@code [examples, channels, height, width]}, in as few passes over memory as there can be: forward
 * two reads and a write, backward two reads of two arrays and a write. ND4J's own reads and writes several times as much,
 * and gets the variance by an operation that costs more than all of this.
 *
 * <p>A plane is one channel of one example, and contiguous. The planes of a channel are short enough together to be still
 * in the cache when they are read a second time. Moments are exact to single precision: those of a plane are computed around the
 * plane's own mean and merged in double precision (Chan, Golub and LeVeque, "Updating Formulae and a Pairwise
 * Algorithm for Computing Sample Variances", 1979). The gradients are those of Ioffe and Szegedy, "Batch
 * Normalization", 2015, section 3.
 *
 * <p>Images in the order of {@link ChannelsLast} are normalized by oneDNN. Predictions, and whatever is not such an image,
 * rows above all, are left to Deeplearning4j's helper: a network predicts the same to the bit with this and without.
 */
final class PlanarBatchNorm extends MKLDNNBatchNormHelper implements RectifiesEarlier {

    private static final int SMALLEST_PLANE = 16;

    private float[] plane = new float[0];
    private float[] gradients = new float[0];
    private double[] means = new double[0];
    private double[] variances = new double[0];
    private boolean rectifies;
    private boolean batchIsPlanar;
    /** What normalized the batch; null where its planes lie one after another. */
    private @Nullable BatchNormPrimitives channelsLast;

    private @Nullable INDArray meanCache;
    private @Nullable INDArray varianceCache;

    PlanarBatchNorm() {
        super(DataType.FLOAT);
    }

    @Override
    public void rectify() {
        rectifies = true;
    }

    @Override
    public boolean hasRectified() {
        return batchIsPlanar && channelsLast != null && channelsLast.rectifies();
    }

    @Override
    public boolean masksGradients() {
        return true;
    }

    @Override
    public INDArray preOutput(
            INDArray x,
            boolean training,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray mean,
            INDArray variance,
            double decay,
            double epsilon,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (training) {
            batchIsPlanar = isPlanar(x, format) && gamma != null && beta != null;
        }
        if (!training || !batchIsPlanar) {
            INDArray rows = inRows(x, workspaces, ArrayType.FF_WORKING_MEM);
            return super.preOutput(
                    rows, training, shape, gamma, beta, mean, variance, decay, epsilon, format, workspaces);
        }
        if (OneDnnEngine.isLoaded() && ChannelsLast.isOnly(x)) {
            BatchNormPrimitives made = channelsLast;
            if (made == null || made.rectifies() != rectifies || !made.fits(x, epsilon)) {
                made = new BatchNormPrimitives(epsilon, rectifies, x.shape());
            }
            channelsLast = made;
            INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATIONS, x.shape());
            made.normalize(x, gamma, beta, out);
            return out;
        }
        channelsLast = null;
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, x.shape(), 'c');
        Planes planes = new Planes(x);
        try {
            normalize(planes, gamma, beta, epsilon, out);
        } finally {
            // The buffers know the addresses alone.
            Reference.reachabilityFence(planes);
        }
        keepMoments(planes.channels());
        return out;
    }

    private void normalize(Planes planes, INDArray gamma, INDArray beta, double epsilon, INDArray out) {
        FloatBuffer from = Floats.values(planes.array());
        FloatBuffer to = Floats.values(out);
        reserve(planes);
        for (int channel = 0; channel < planes.channels(); channel++) {
            measure(from, planes, channel);
            double scale = gamma.getDouble(channel) / Math.sqrt(variances[channel] + epsilon);
            for (int example = 0; example < planes.examples(); example++) {
                int offset = planes.offset(example, channel);
                from.get(offset, plane, 0, planes.size());
                normalize(plane, planes.size(), (float) means[channel], (float) scale, beta.getFloat(channel));
                to.put(offset, plane, 0, planes.size());
            }
        }
    }

    /**
     * ND4J takes a single image of 1 x 1 in Fortran's order for one with its channels elsewhere, and gives other values.
     * Deeplearning4j makes such images where oneDNN declines a convolution.
     */
    private static INDArray inRows(INDArray images, LayerWorkspaceMgr workspaces, ArrayType type) {
        return images.rank() == 4 && images.ordering() != 'c' ? workspaces.dup(type, images, 'c') : images;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray x,
            INDArray outputGradient,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray gammaGradient,
            INDArray betaGradient,
            double epsilon,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (!batchIsPlanar) {
            INDArray rows = inRows(x, workspaces, ArrayType.BP_WORKING_MEM);
            return super.backpropGradient(
                    rows, outputGradient, shape, gamma, beta, gammaGradient, betaGradient, epsilon, format, workspaces);
        }
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(BatchNormalizationParamInitializer.GAMMA, gammaGradient);
        gradient.setGradientFor(BatchNormalizationParamInitializer.BETA, betaGradient);
        if (channelsLast != null) {
            INDArray slopes = ChannelsLast.of(outputGradient, workspaces, ArrayType.BP_WORKING_MEM);
            INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATION_GRAD, x.shape());
            channelsLast.propagate(x, slopes, gamma, beta, gammaGradient, betaGradient, out);
            return new Pair<>(gradient, out);
        }
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, x.shape(), 'c');
        Planes planes = new Planes(x);
        INDArray slopes = Planes.contiguous(outputGradient);
        try {
            propagate(planes, slopes, gamma, gammaGradient, betaGradient, epsilon, out);
        } finally {
            // The buffers know the addresses alone.
            Reference.reachabilityFence(planes);
            Reference.reachabilityFence(slopes);
        }
        return new Pair<>(gradient, out);
    }

    private void propagate(
            Planes planes,
            INDArray slopesInRows,
            INDArray gamma,
            INDArray gammaGradient,
            INDArray betaGradient,
            double epsilon,
            INDArray out) {
        FloatBuffer from = Floats.values(planes.array());
        FloatBuffer slopes = Floats.values(slopesInRows);
        FloatBuffer to = Floats.values(out);
        double count = (double) planes.examples() * planes.size();
        for (int channel = 0; channel < planes.channels(); channel++) {
            float mean = (float) means[channel];
            double perDeviation = 1 / Math.sqrt(variances[channel] + epsilon);
            double sum = 0;
            double product = 0;
            for (int example = 0; example < planes.examples(); example++) {
                int offset = planes.offset(example, channel);
                from.get(offset, plane, 0, planes.size());
                slopes.get(offset, gradients, 0, planes.size());
                sum += PlaneSums.sum(gradients, planes.size());
                product += PlaneSums.product(plane, mean, gradients, planes.size());
            }
            gammaGradient.putScalar(channel, product * perDeviation);
            betaGradient.putScalar(channel, sum);
            float scale = (float) (gamma.getDouble(channel) * perDeviation);
            float shift = (float) (sum / count);
            float pull = (float) (product * perDeviation * perDeviation / count);
            for (int example = 0; example < planes.examples(); example++) {
                int offset = planes.offset(example, channel);
                from.get(offset, plane, 0, planes.size());
                slopes.get(offset, gradients, 0, planes.size());
                propagate(plane, gradients, planes.size(), mean, scale, shift, pull);
                to.put(offset, gradients, 0, planes.size());
            }
        }
    }

    @Override
    public INDArray getMeanCache(DataType type) {
        if (batchIsPlanar && channelsLast != null) {
            return channelsLast.mean();
        }
        return batchIsPlanar && meanCache != null ? meanCache : super.getMeanCache(type);
    }

    @Override
    public INDArray getVarCache(DataType type) {
        if (batchIsPlanar && channelsLast != null) {
            return channelsLast.variance();
        }
        return batchIsPlanar && varianceCache != null ? varianceCache : super.getVarCache(type);
    }

    private static boolean isPlanar(INDArray x, CNN2DFormat format) {
        return x.rank() == 4
                && format == CNN2DFormat.NCHW
                && x.dataType() == DataType.FLOAT
                && x.size(2) * x.size(3) >= SMALLEST_PLANE
                && x.length() <= Floats.MOST;
    }

    private void reserve(Planes planes) {
        if (plane.length < planes.size()) {
            plane = new float[planes.size()];
            gradients = new float[planes.size()];
        }
        if (means.length != planes.channels()) {
            means = new double[planes.channels()];
            variances = new double[planes.channels()];
        }
    }

    /** Sets the mean and the variance of a channel over the batch. */
    private void measure(FloatBuffer from, Planes planes, int channel) {
        double mean = 0;
        double squares = 0;
        for (int example = 0; example < planes.examples(); example++) {
            from.get(planes.offset(example, channel), plane, 0, planes.size());
            double planeMean = PlaneSums.sum(plane, planes.size()) / planes.size();
            double planeSquares = PlaneSums.squares(plane, (float) planeMean, planes.size());
            double distance = planeMean - mean;
            mean += distance / (example + 1);
            squares += planeSquares + distance * distance * planes.size() * example / (example + 1);
        }
        means[channel] = mean;
        variances[channel] = squares / ((double) planes.examples() * planes.size());
    }

    /** The layer takes the moments from here for its running ones, after the backward pass. */
    private void keepMoments(int channels) {
        if (meanCache == null || varianceCache == null) {
            try (var outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                meanCache = Nd4j.createUninitialized(DataType.FLOAT, channels);
                varianceCache = Nd4j.createUninitialized(DataType.FLOAT, channels);
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            meanCache.putScalar(channel, means[channel]);
            varianceCache.putScalar(channel, variances[channel]);
        }
    }

    private static void normalize(float[] values, int count, float mean, float scale, float shift) {
        for (int i = 0; i < count; i++) {
            values[i] = (values[i] - mean) * scale + shift;
        }
    }

    private static void propagate(
            float[] values, float[] gradients, int count, float mean, float scale, float shift, float pull) {
        for (int i = 0; i < count; i++) {
            gradients[i] = (gradients[i] - shift - (values[i] - mean) * pull) * scale;
        }
    }

    /** Where the planes of an array lie. */
    private record Planes(INDArray array, int examples, int channels, int size) {

        Planes(INDArray x) {
            this(contiguous(x), (int) x.size(0), (int) x.size(1), (int) (x.size(2) * x.size(3)));
        }

        int offset(int example, int channel) {
            return (example * channels + channel) * size;
        }

        static INDArray contiguous(INDArray x) {
            return Floats.isContiguous(x) ? x : x.dup('c');
        }
    }
}
