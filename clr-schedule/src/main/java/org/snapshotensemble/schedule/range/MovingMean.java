package org.snapshotensemble.schedule.range;

/** A {@link Smoothing} under way. */
final class MovingMean {

    private final double weight;
    private double sum;
    private double share;

    MovingMean(Smoothing smoothing) {
        this.weight = smoothing.weight();
    }

    /** Takes a value and returns the mean up to it. */
    double add(double value) {
        sum = weight * sum + (1 - weight) * value;
        share = weight * share + (1 - weight); // 1 - weight^count
        return sum / share;
    }
}
