package org.snapshotensemble.backend;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.OneDnnEngine;

/**
 * Max pooling that in training takes images in the order of {@link ChannelsLast} as they lie, and looks for the maxima once.
 * Predictions, and images in another order, take Deeplearning4j's way; the values are the same to the bit.
 */
final class ChannelsLastPooling extends SubsamplingLayer {

    private final boolean givesChannelsLast;
    private @Nullable PoolingPrimitives primitives;
    private boolean hasPooled;

    /**
     * Replaces a layer.
     *
     * @param givesChannelsLast whether those that take its activations are fast on images in that order
     */
    ChannelsLastPooling(SubsamplingLayer replaced, boolean givesChannelsLast) {
        super(replaced.conf(), (DataType) LayerField.DATA_TYPE.get(replaced));
        setIndex(replaced.getIndex());
        setListeners(replaced.getListeners());
        setIterationCount(replaced.getIterationCount());
        setEpochCount(replaced.getEpochCount());
        this.givesChannelsLast = givesChannelsLast;
    }

    /** Whether there is oneDNN, and the layer takes the maximum of windows without gaps. */
    static boolean canReplace(SubsamplingLayer layer) {
        org.deeplearning4j.nn.conf.layers.SubsamplingLayer told = (org.deeplearning4j.nn.conf.layers.SubsamplingLayer)
                layer.conf().getLayer();
        return OneDnnEngine.isLoaded()
                && told.getPoolingType() == PoolingType.MAX
                && told.getCnn2dDataFormat() == CNN2DFormat.NCHW
                && Arrays.stream(told.getDilation()).allMatch(distance -> distance == 1);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        hasPooled = training && ChannelsLast.isOnly(input);
        if (!hasPooled) {
            return super.activate(training, workspaces);
        }
        long[] shape = outputShape();
        INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATIONS, shape);
        primitives(shape).pool(input, out);
        return givesChannelsLast ? out : ChannelsLast.inRows(out, workspaces, ArrayType.ACTIVATIONS);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (!hasPooled || primitives == null) {
            return super.backpropGradient(epsilon, workspaces);
        }
        INDArray gradients = ChannelsLast.of(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
        INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
        primitives.propagate(gradients, out);
        return new Pair<>(new DefaultGradient(), out);
    }

    private long[] outputShape() {
        int[] out = ConvolutionUtils.getOutputSize(
                input,
                layerConf().getKernelSize(),
                layerConf().getStride(),
                convolutionMode == ConvolutionMode.Same ? null : layerConf().getPadding(),
                // Deeplearning4j's own pooling cuts what is left over, in its strict mode, too.
                convolutionMode == ConvolutionMode.Same ? ConvolutionMode.Same : ConvolutionMode.Truncate,
                layerConf().getDilation(),
                CNN2DFormat.NCHW);
        return new long[] {input.size(0), input.size(1), out[0], out[1]};
    }

    private PoolingPrimitives primitives(long[] outShape) {
        if (primitives == null || !primitives.fits(input)) {
            int[] kernel = layerConf().getKernelSize();
            int[] strides = layerConf().getStride();
            int[] out = {(int) outShape[2], (int) outShape[3]};
            int[] size = {(int) input.size(2), (int) input.size(3)};
            int[] before = convolutionMode == ConvolutionMode.Same
                    ? ConvolutionUtils.getSameModeTopLeftPadding(
                            out, size, kernel, strides, layerConf().getDilation())
                    : layerConf().getPadding();
            primitives = new PoolingPrimitives(input.shape(), outShape, longs(kernel), longs(strides), longs(before));
        }
        return primitives;
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
