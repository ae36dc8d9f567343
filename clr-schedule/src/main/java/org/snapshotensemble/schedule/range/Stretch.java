package org.snapshotensemble.schedule.range;

/**
 * The part of a curve in which suggestions are looked for: without the first tenth, where a smoothed loss is still the
 * mean of few, and without what comes once the training has broken.
 *
 * @param rates all rates
 * @param losses their losses
 * @param smoothed their smoothed losses
 * @param first the index of the first point looked at
 * @param end the index after the last one looked at: where the training broke, if it did
 */
@SuppressWarnings("ArrayRecordComponent") // arrays of this package alone, which nobody changes or compares
record Stretch(double[] rates, double[] losses, double[] smoothed, int first, int end) {

    private static final int SKIPPED_PART = 10;

    static Stretch of(RangeCurve curve, Smoothing smoothing) {
        double[] losses = curve.points().stream().mapToDouble(RangePoint::loss).toArray();
        int end = 0;
        Divergence divergence = new Divergence(smoothing);
        while (end < losses.length && !divergence.add(losses[end])) {
            end++;
        }
        return new Stretch(
                curve.points().stream().mapToDouble(RangePoint::rate).toArray(),
                losses,
                smoothing.smooth(losses),
                end / SKIPPED_PART,
                end);
    }

    int length() {
        return end - first;
    }

    /** Whether the training broke before the sweep ended. */
    boolean breaks() {
        return end < losses.length;
    }

    /** The index of the least smoothed loss, the first of equal ones. */
    int least() {
        int least = first;
        for (int index = first + 1; index < end; index++) {
            if (smoothed[index] < smoothed[least]) {
                least = index;
            }
        }
        return least;
    }

    String rateText(int index) {
        return FigureText.of(rates[index]);
    }

    String lossText(int index) {
        return FigureText.of(smoothed[index]);
    }
}
