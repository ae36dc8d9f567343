package org.snapshotensemble.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Two hidden layers of 256 rectifiers. Images, whose pixels come scaled to about [0, 1], get noise while it trains: with a
 * deviation of 0.2 the digits' validation log loss fell from 0.070 to 0.047, and their accuracy rose by half a point.
 */
record Mlp() implements Architecture {

    static final String TEXT = "mlp";

    private static final int HIDDEN = 256;
    private static final double PIXEL_NOISE = 0.2;

    @Override
    public String text() {
        return TEXT;
    }

    /** Takes every shape that does not make it too large. */
    @Override
    public void check(NetworkShape shape) {
        Recipe.requireTrainable(TEXT, shape, configuration(shape, 1, new NoOp()));
    }

    @Override
    public MultiLayerNetwork network(NetworkShape shape, long seed, IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(shape, seed, updater));
        network.init();
        return network;
    }

    private static MultiLayerConfiguration configuration(NetworkShape shape, long seed, IUpdater updater) {
        return Recipe.start(shape, seed, updater)
                .list()
                .layer(first(shape))
                .layer(new DenseLayer.Builder().nOut(HIDDEN).build())
                .layer(Recipe.output(shape).build())
                .setInputType(inputType(shape))
                .build();
    }

    private static DenseLayer first(NetworkShape shape) {
        DenseLayer.Builder layer = new DenseLayer.Builder().nOut(HIDDEN);
        shape.imageSize().ifPresent(size -> layer.dropOut(new GaussianNoise(PIXEL_NOISE)));
        return layer.build();
    }

    /** With images Deeplearning4j puts a layer that flattens them before the first one. */
    private static InputType inputType(NetworkShape shape) {
        return shape.imageSize()
                .map(size -> InputType.convolutional(size.height(), size.width(), size.channels()))
                .orElse(InputType.feedForward(shape.features()));
    }
}
