package org.snapshotensemble.model;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** Counts parameters before there is an array of them, which may be larger than the machine. */
final class ParameterCount {

    /** Their gradients and their updater's state take as much again, each. */
    private static final long MAX = 500_000_000;

    private long total;

    /**
     * Adds a layer's.
     *
     * @throws UnfitModelException if they are more than can be trained
     */
    void add(NeuralNetConfiguration layer) {
        long own = layer.getLayer().initializer().numParams(layer);
        if (own < 0 || own > MAX - total) {
            throw new UnfitModelException("must have at most " + MAX + " parameters, has more");
        }
        total += own;
    }
}
