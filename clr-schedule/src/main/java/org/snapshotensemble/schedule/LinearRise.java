package org.snapshotensemble.schedule;

/** The rates of a warm-up (Goyal et al. 2017, https://arxiv.org/abs/1706.02677, section 2.2). */
final class LinearRise {

    private LinearRise() {}

    /** The rate at a position of a rise of so many iterations, after which the rate is {@code end}. */
    static double rateAt(int position, int length, double end) {
        return end * ((position + 1.0) / (length + 1.0));
    }
}
