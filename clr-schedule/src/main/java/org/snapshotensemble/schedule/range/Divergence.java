package org.snapshotensemble.schedule.range;

/**
 * Watches the losses of a sweep for the rate at which the training breaks: the first loss that is not finite, or the
 * first whose smoothed value is more than four times the least one so far. Losses that have been negative or 0 have no
 * such multiple; with them only the first rule holds.
 */
public final class Divergence {

    private static final double MULTIPLE = 4;

    private final MovingMean mean;
    private double least = Double.POSITIVE_INFINITY;
    private boolean diverged;

    /** Begins to watch a sweep. */
    public Divergence(Smoothing smoothing) {
        this.mean = new MovingMean(smoothing);
    }

    /** Takes the next loss and returns whether the training has broken, at it or before. */
    public boolean add(double loss) {
        double smoothed = mean.add(loss);
        least = Math.min(least, smoothed);
        diverged |= !Double.isFinite(smoothed) || (least > 0 && smoothed > MULTIPLE * least);
        return diverged;
    }
}
