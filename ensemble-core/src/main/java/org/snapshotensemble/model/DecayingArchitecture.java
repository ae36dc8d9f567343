package org.snapshotensemble.model;

import java.math.BigDecimal;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/**
 * An architecture whose weights decay in training, those of layers within wrappers too. Biases and batch norm's parameters do
 * not, nor does what is frozen.
 *
 * @param architecture says all else
 * @param decay what of each weight is added to its gradient
 */
record DecayingArchitecture(Architecture architecture, double decay) implements Architecture {

    DecayingArchitecture {
        if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight decay must be finite and >= 0, was " + decay);
        }
    }

    @Override
    public String text() {
        return architecture.text();
    }

    @Override
    public String name() {
        return architecture.name() + " with weight decay "
                + BigDecimal.valueOf(decay).stripTrailingZeros().toPlainString();
    }

    @Override
    public Architecture withWeightDecay(double other) {
        return architecture.withWeightDecay(other);
    }

    @Override
    public void check(NetworkShape shape) {
        architecture.check(shape);
    }

    @Override
    public boolean takesScaledTargets(NetworkShape shape) {
        return architecture.takesScaledTargets(shape);
    }

    @Override
    public Model network(NetworkShape shape, long seed, IUpdater updater) {
        Model network = architecture.network(shape, seed, updater);
        for (org.deeplearning4j.nn.api.Layer layer : layers(network)) {
            decay(layer.conf().getLayer());
        }
        return network;
    }

    private static org.deeplearning4j.nn.api.Layer[] layers(Model network) {
        return network instanceof ComputationGraph graph
                ? graph.getLayers()
                : ((MultiLayerNetwork) network).getLayers();
    }

    private void decay(Layer layer) {
        if (layer instanceof BaseLayer trained) {
            trained.setRegularization(decay == 0 ? List.of() : List.of(new L2Regularization(decay)));
        } else if (layer instanceof BaseWrapperLayer wrapper) {
            decay(wrapper.getUnderlying());
        } else if (layer instanceof Bidirectional both) {
            decay(both.getFwd());
            decay(both.getBwd());
        }
    }
}
