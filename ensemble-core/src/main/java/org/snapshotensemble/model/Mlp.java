package org.snapshotensemble.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;

/** Two hidden layers of 256 rectifiers, with a fifth of the second one's values dropped before the output layer. */
record Mlp() implements Architecture {

    static final String TEXT = "mlp";

    private static final int HIDDEN = 256;
    private static final double KEPT = 0.8;

    @Override
    public String text() {
        return TEXT;
    }

    @Override
    public MultiLayerNetwork network(NetworkShape shape, long seed, IUpdater updater) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(shape, seed, updater));
        network.init();
        return network;
    }

    private static MultiLayerConfiguration configuration(NetworkShape shape, long seed, IUpdater updater) {
        return Recipe.start(seed, updater)
                .list()
                .layer(new DenseLayer.Builder().nOut(HIDDEN).build())
                .layer(new DenseLayer.Builder().nOut(HIDDEN).build())
                .layer(Recipe.output(shape).dropOut(KEPT).build())
                .setInputType(inputType(shape))
                .build();
    }

    /** With images Deeplearning4j puts a layer that flattens them before the first one. */
    private static InputType inputType(NetworkShape shape) {
        return shape.imageSize()
                .map(size -> InputType.convolutional(size.height(), size.width(), size.channels()))
                .orElse(InputType.feedForward(shape.features()));
    }
}
