package org.snapshotensemble.backend;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/**
 * Gives the layers of a network helpers that compute the same with less work.
 *
 * <p>A convolution keeps what its forward pass computed for the backward pass, which otherwise computes it again; a batch
 * norm reads its input once for both of its moments. A layer that has no helper, or is of another class, stays as it is.
 * The helpers are no part of the configuration: a copy of the network, or one restored from a file, is without them.
 */
public final class FastLayers {

    private FastLayers() {}

    /** Gives each of the layers its helper; a layer that has it already keeps it. */
    public static void install(Iterable<? extends Layer> layers) {
        for (Layer layer : layers) {
            if (layer.getClass() == ConvolutionLayer.class) {
                installFor((ConvolutionLayer) layer);
            } else if (layer.getClass() == BatchNormalization.class) {
                installFor((BatchNormalization) layer);
            }
        }
    }

    private static void installFor(ConvolutionLayer layer) {
        if (isDeeplearning4js(layer)) {
            LayerField.CONVOLUTION_HELPER.set(layer, new KeepingConvolution(layer));
        }
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
