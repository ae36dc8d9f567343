package org.snapshotensemble.schedule;

/**
 * The straight way from one number to another.
 *
 * <p>It is measured from the nearer end, so that both ends are met exactly and no rounding carries a rate past them:
 * {@code base + (max - base)} need not be {@code max} in floating point.
 */
final class Interpolation {

    private Interpolation() {}

    /** The number at {@code weight} of the way: {@code start} at 0, {@code end} at 1. */
    static double between(double start, double end, double weight) {
        double distance = end - start;
        return weight < 0.5 ? start + distance * weight : end - distance * (1 - weight);
    }
}
