package org.snapshotensemble.schedule.range;

/**
 * An exponentially weighted mean of losses: {@code m = weight * m + (1 - weight) * loss}, divided by
 * {@code 1 - weight^count}, so that the zero it begins from does not pull the first ones down (Kingma and Ba 2015, <a
 * href="https://arxiv.org/abs/1412.6980">Adam</a>, section 3).
 *
 * @param weight how much of the mean stays at each loss, in [0, 1); 0 leaves the losses as they are
 */
public record Smoothing(double weight) {

    /** The mean lags behind the losses by about this part of the sweep. */
    private static final int PART_OF_SWEEP = 20;

    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not in [0, 1)
     */
    public Smoothing {
        Rule.require(weight >= 0 && weight < 1, "weight", "in [0, 1)", weight);
    }

    /**
     * A smoothing that suits a sweep of so many points: the mean remembers about a twentieth of them, whatever their
     * number.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static Smoothing forPoints(int points) {
        Rule.atLeast("points", 1, points);
        return new Smoothing(Math.max(0, 1 - (double) PART_OF_SWEEP / points));
    }

    /** Returns the smoothed losses, one a loss; from one that is not finite on, none is. */
    public double[] smooth(double... losses) {
        MovingMean mean = new MovingMean(this);
        double[] smoothed = new double[losses.length];
        for (int index = 0; index < losses.length; index++) {
            smoothed[index] = mean.add(losses[index]);
        }
        return smoothed;
    }
}
