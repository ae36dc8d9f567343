package org.snapshotensemble.network;

/** The class that an output predicts. */
public final class LikeliestClass {

    private LikeliestClass() {}

    /**
     * Returns the first of the classes with the highest probability, from 0.
     *
     * @param output one probability a class, at least one; a single one is that of class 1, and that of class 0 is what it
     *     lacks to 1
     */
    public static int of(double[] output) {
        if (output.length == 1) {
            return output[0] > 1 - output[0] ? 1 : 0;
        }
        int likeliest = 0;
        for (int label = 1; label < output.length; label++) {
            likeliest = output[label] > output[likeliest] ? label : likeliest;
        }
        return likeliest;
    }
}
