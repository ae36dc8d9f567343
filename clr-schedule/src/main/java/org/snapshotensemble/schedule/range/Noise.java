package org.snapshotensemble.schedule.range;

import java.util.Arrays;

/**
 * How much a curve jumps about its course: the variance of each point's distance from the line between its neighbours,
 * smoothed as the losses are. A steady fall, however steep, is no noise (Gasser, Sroka and Jennen-Steinmetz 1986,
 * "Residual variance and residual pattern in nonlinear regression").
 */
final class Noise {

    /** Independent noise of variance 1 gives {@code x[i-1] - 2 x[i] + x[i+1]} the variance 1 + 4 + 1. */
    private static final double VARIANCE_OF_SECOND_DIFFERENCE = 6;

    private final double[] variances;
    private final int first;

    private Noise(double[] variances, int first) {
        this.variances = variances;
        this.first = first;
    }

    /** Measures the noise of a stretch of three points or more at all of its points that have two neighbours. */
    static Noise of(Stretch stretch, Smoothing smoothing) {
        double[] losses = stretch.losses();
        double[] squares = new double[stretch.length() - 2];
        for (int index = 0; index < squares.length; index++) {
            int left = stretch.first() + index;
            double bend = losses[left] - 2 * losses[left + 1] + losses[left + 2];
            squares[index] = bend * bend / VARIANCE_OF_SECOND_DIFFERENCE;
        }
        return new Noise(smoothing.smooth(squares), stretch.first() + 1);
    }

    /** The variance around a point. */
    double at(int index) {
        return variances[index - first];
    }

    /** Whether the point has been measured. */
    boolean has(int index) {
        return index >= first && index - first < variances.length;
    }

    /** The median of the variances up to a point, which is included; a few jumps do not move it. */
    double medianUntil(int index) {
        int count = Math.min(variances.length, Math.max(1, index - first + 1));
        double[] sorted = Arrays.copyOf(variances, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
