package org.snapshotensemble.backend;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/**
 * Makes the layers of a network compute the same with less work.
 *
 * <p>A convolution keeps what its forward pass computed for the backward pass, which otherwise computes it again; a batch
 * norm reads its input once for both of its moments; a rectifier copies nothing. A layer that has no helper, or is of
 * another class, stays as it is. None of it is part of the configuration: a copy of the network, or one restored from a
 * file, is without it.
 */
public final class FastLayers {

    private FastLayers() {}

    /**
     * Gives a layer its helper, or returns another one to put in its place; one that is fast already is returned as it
     * is.
     */
    public static Layer faster(Layer layer) {
        if (layer.getClass() == ConvolutionLayer.class) {
            return faster((ConvolutionLayer) layer);
        } else if (layer.getClass() == BatchNormalization.class) {
            installFor((BatchNormalization) layer);
        } else if (layer.getClass() == ActivationLayer.class && Rectifier.canReplace((ActivationLayer) layer)) {
            return new Rectifier((ActivationLayer) layer);
        }
        return layer;
    }

    /**
     * Tells a layer that was made faster that nobody asks for the gradient at its input: it may give null. One that drops
     * some of its input asks itself.
     */
    public static void omitInputGradient(Layer layer) {
        if (layer.getHelper() instanceof KeepingConvolution helper
                && layer.conf().getLayer().getIDropout() == null) {
            helper.omitInputGradient();
        }
    }

    private static Layer faster(ConvolutionLayer layer) {
        if (!isDeeplearning4js(layer)) {
            return layer;
        }
        ConvolutionLayer fast = RectifiedConvolution.canReplace(layer) ? new RectifiedConvolution(layer) : layer;
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
