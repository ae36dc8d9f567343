package org.snapshotensemble.data;

/** From which old values along a row or column a new one is made: neighbors, each with its share; the shares sum to 1. */
final class Taps {

    private final int first;
    private final float[] shares;

    private Taps(int first, float[] shares) {
        this.first = first;
        this.shares = shares;
    }

    /**
     * The taps of each new value, with shares that fall off linearly from its center, to 0 at the distance of one old
     * value where there are to be more, of one new value where there are to be fewer.
     *
     * @param from how many old values there are, at least 1
     * @param to how many there are to be, at least 1
     */
    static Taps[] of(int from, int to) {
        Taps[] taps = new Taps[to];
        double step = (double) from / to;
        double reach = Math.max(1, step);
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * step;
            int first = (int) Math.max(0, Math.floor(center - reach));
            int end = (int) Math.min(from, Math.ceil(center + reach));
            taps[i] = new Taps(first, shares(center, reach, first, end));
        }
        return taps;
    }

    private static float[] shares(double center, double reach, int first, int end) {
        double[] weights = new double[end - first];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - center) / reach);
            sum += weights[i];
        }
        float[] shares = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            shares[i] = (float) (weights[i] / sum);
        }
        return shares;
    }

    /** The index of the first old value. */
    int first() {
        return first;
    }

    /** The number of old values. */
    int count() {
        return shares.length;
    }

    /** The share of an old value, counted from the first. */
    float share(int tap) {
        return shares[tap];
    }
}
