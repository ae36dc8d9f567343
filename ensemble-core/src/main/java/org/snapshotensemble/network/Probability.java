package org.snapshotensemble.network;

/** What all figures take a probability for. */
public final class Probability {

    /** The smallest probability that a logarithm is taken of, as log loss does: the spacing of doubles at 1. */
    public static final double SMALLEST = Math.ulp(1.0);

    private Probability() {}
}
