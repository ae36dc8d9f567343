package org.snapshotensemble.backend;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.pooling.GlobalPoolingLayer;

/**
 * Makes the layers of a network compute the same with less work.
 *
 * <p>A convolution keeps what its forward pass computed for the backward pass, which otherwise computes it again; a batch
 * norm reads its input once for both of its moments; a rectifier copies nothing, and what a batch norm or a sum gives it alone
 * in training is rectified before it comes: who looks at the activations of such a layer in training sees them rectified. A layer that has no helper, or is of
 * another class, stays as it is. None of it is part of the configuration: a copy of the network, or one restored from a
 * file, is without it.
 */
public final class FastLayers {

    private FastLayers() {}

    /** How a layer treats images in the order of {@link ChannelsLast}, in training. */
    public enum ChannelsLastOrder {
        /** It is fast on them, and does not write into them. */
        TAKEN,
        /** It is fast on them, and gives on what it makes of them in the same order. */
        PASSED_ON,
        /** It computes as it does on any array with strides, or writes into them. */
        FOREIGN
    }

    /** Returns how a layer that was not made faster yet, or was, will treat images in that order. */
    public static ChannelsLastOrder order(Layer layer) {
        if (layer.conf().getLayer().getIDropout() != null) {
            return ChannelsLastOrder.FOREIGN;
        }
        if (layer instanceof ChannelsLastConvolution
                || layer instanceof ChannelsLastPooling
                || layer instanceof GlobalPoolingLayer) {
            return ChannelsLastOrder.TAKEN;
        }
        if (layer instanceof Rectifier || layer.getHelper() instanceof PlanarBatchNorm) {
            return ChannelsLastOrder.PASSED_ON;
        }
        if (layer.getClass() == ConvolutionLayer.class) {
            boolean will = isDeeplearning4js(layer) && ChannelsLastConvolution.canReplace((ConvolutionLayer) layer);
            return will ? ChannelsLastOrder.TAKEN : ChannelsLastOrder.FOREIGN;
        }
        if (layer.getClass() == SubsamplingLayer.class) {
            boolean will = isDeeplearning4js(layer) && ChannelsLastPooling.canReplace((SubsamplingLayer) layer);
            return will ? ChannelsLastOrder.TAKEN : ChannelsLastOrder.FOREIGN;
        }
        boolean will = (layer.getClass() == BatchNormalization.class && isDeeplearning4js(layer))
                || (layer.getClass() == ActivationLayer.class && Rectifier.canReplace((ActivationLayer) layer));
        return will ? ChannelsLastOrder.PASSED_ON : ChannelsLastOrder.FOREIGN;
    }

    /**
     * Gives a layer its helper, or returns another one to put in its place; one that is fast already is returned as it
     * is.
     *
     * @param givesChannelsLast whether all that take its activations take images in the order of {@link ChannelsLast}
     */
    public static Layer faster(Layer layer, boolean givesChannelsLast) {
        if (layer.getClass() == ConvolutionLayer.class) {
            return faster((ConvolutionLayer) layer, givesChannelsLast);
        } else if (layer.getClass() == BatchNormalization.class) {
            installFor((BatchNormalization) layer);
        } else if (layer.getClass() == SubsamplingLayer.class
                && isDeeplearning4js(layer)
                && ChannelsLastPooling.canReplace((SubsamplingLayer) layer)) {
            return new ChannelsLastPooling((SubsamplingLayer) layer, givesChannelsLast);
        } else if (layer.getClass() == ActivationLayer.class && Rectifier.canReplace((ActivationLayer) layer)) {
            return new Rectifier((ActivationLayer) layer);
        }
        return layer;
    }

    /**
     * Lets a batch norm rectify what it normalizes in the same pass over memory. Both were made faster already; anything but a
     * batch norm and a rectifier stays as it is.
     *
     * @param next the only one that takes the activations of {@code layer}, and takes them as they are
     */
    public static void rectifyEarlier(Layer layer, Layer next) {
        if (layer.getHelper() instanceof PlanarBatchNorm norm) {
            leaveTo(norm, next);
        }
    }

    /** Does so with a vertex that is a sum of images. */
    public static void rectifyEarlier(GraphVertex vertex, Layer next) {
        if (vertex instanceof ImageSum sum) {
            leaveTo(sum, next);
        } else if (vertex instanceof LayerVertex holder) {
            rectifyEarlier(holder.getLayer(), next);
        }
    }

    private static void leaveTo(RectifiesEarlier before, Layer next) {
        if (next instanceof Rectifier rectifier && next.conf().getLayer().getIDropout() == null) {
            rectifier.leaveTo(before);
        }
    }

    /**
     * Tells a layer that was made faster that nobody asks for the gradient at its input: it may give null. One that drops
     * some of its input asks itself.
     */
    public static void omitInputGradient(Layer layer) {
        giveInputGradient(layer, false);
    }

    /** Tells a layer that the gradient at its input is asked for again. */
    public static void giveInputGradient(Layer layer) {
        giveInputGradient(layer, true);
    }

    private static void giveInputGradient(Layer layer, boolean wanted) {
        if (layer.getHelper() instanceof KeepingConvolution helper
                && layer.conf().getLayer().getIDropout() == null) {
            helper.giveInputGradient(wanted);
        }
        if (layer instanceof ChannelsLastConvolution convolution) {
            convolution.giveInputGradient(wanted);
        }
    }

    private static Layer faster(ConvolutionLayer layer, boolean givesChannelsLast) {
        if (!isDeeplearning4js(layer)) {
            return layer;
        }
        ConvolutionLayer fast = layer;
        if (ChannelsLastConvolution.canReplace(layer)) {
            fast = new ChannelsLastConvolution(layer, givesChannelsLast);
        } else if (RectifiedConvolution.canReplace(layer)) {
            fast = new RectifiedConvolution(layer);
        }
        LayerField.CONVOLUTION_HELPER.set(fast, new KeepingConvolution(fast));
        return fast;
    }

    private static void installFor(BatchNormalization layer) {
        if (isDeeplearning4js(layer)) {
            LayerField.BATCH_NORM_HELPER.set(layer, new PlanarBatchNorm());
        }
    }

    /** Whether the layer has a helper that runs on a processor, and it is not one of ours. */
    private static boolean isDeeplearning4js(Layer layer) {
        return layer.getHelper() != null
                && layer.getHelper().getClass().getPackageName().equals("org.deeplearning4j.nn.layers.mkldnn");
    }
}
