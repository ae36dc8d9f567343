package org.snapshotensemble.network;

import org.jspecify.annotations.Nullable;

/**
 * Notices a network that gives every example the same output although their labels differ. One whose rectifiers have all
 * died does so: what comes after them sees nothing of the example any more.
 */
public final class ConstantOutput {

    /** Zeros all through a network leave its output alone but for the last bits, which depend on the batch. */
    private static final double TOLERANCE = 1e-6;

    private double @Nullable [] firstOutput;
    private double[] firstLabel = {};
    private boolean outputsDiffer;
    private boolean labelsDiffer;

    /**
     * Looks at one example.
     *
     * @param output what the network says, as long as those before
     * @param label of the example, as long as those before
     */
    public void add(double[] output, double[] label) {
        if (firstOutput == null) {
            firstOutput = output.clone();
            firstLabel = label.clone();
            return;
        }
        outputsDiffer = outputsDiffer || differ(firstOutput, output);
        labelsDiffer = labelsDiffer || differ(firstLabel, label);
    }

    /** Whether all outputs so far are the same, to rounding, and not all labels. */
    public boolean found() {
        return labelsDiffer && !outputsDiffer;
    }

    private static boolean differ(double[] one, double[] other) {
        for (int column = 0; column < one.length; column++) {
            double close = TOLERANCE * Math.max(1, Math.abs(one[column]));
            if (Math.abs(one[column] - other[column]) > close) {
                return true;
            }
        }
        return false;
    }
}
