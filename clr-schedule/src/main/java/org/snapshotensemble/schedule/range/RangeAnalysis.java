package org.snapshotensemble.schedule.range;

import java.util.Arrays;
import java.util.List;

/**
 * What the curve of a range test tells: the bounds it suggests for a cyclic schedule, and what they come from.
 *
 * <p>Whatever cannot be told is absent, with its reason: of fewer than ten points before the training breaks, and of a
 * loss that does not fall by more than twice its own noise, nothing is but where the training breaks. Multiplying all losses
 * by a number changes nothing; multiplying all rates multiplies every rate found.
 *
 * @param curve what was measured
 * @param smoothing how the losses were smoothed
 * @param smoothedLoss the smoothed losses up to where the training broke, one a point
 * @param bounds the bounds suggested
 * @param suggestions the rates that are commonly read off such a curve
 * @param regimes what the training does as the rate grows
 */
public record RangeAnalysis(
        RangeCurve curve,
        Smoothing smoothing,
        List<Double> smoothedLoss,
        Bounds bounds,
        Suggestions suggestions,
        Regimes regimes) {

    private static final int LEAST_POINTS = 10;
    private static final double NOISE_MULTIPLE = 2;

    /** A fall that is no larger a part of the loss may be that of the smoothing's rounding. */
    private static final double ROUNDING = 1e-9;

    public RangeAnalysis {
        smoothedLoss = List.copyOf(smoothedLoss);
    }

    /** Reads a curve, smoothed as suits its number of points. */
    public static RangeAnalysis of(RangeCurve curve) {
        return of(curve, Smoothing.forPoints(Math.max(1, curve.points().size())));
    }

    /** Reads a curve. */
    public static RangeAnalysis of(RangeCurve curve, Smoothing smoothing) {
        Stretch stretch = Stretch.of(curve, smoothing);
        List<Double> smoothed =
                Arrays.stream(stretch.smoothed(), 0, stretch.end()).boxed().toList();
        if (stretch.end() < LEAST_POINTS) {
            return untold(
                    curve,
                    smoothing,
                    smoothed,
                    stretch,
                    "at least " + LEAST_POINTS + " rates are needed before the training breaks, there are "
                            + stretch.end());
        }
        Noise noise = Noise.of(stretch, smoothing);
        int first = stretch.first();
        int least = stretch.least();
        double fall = stretch.smoothed()[first] - stretch.smoothed()[least];
        double usual = StrictMath.sqrt(noise.medianUntil(stretch.end()));
        double rounding = ROUNDING * Math.abs(stretch.smoothed()[first]);
        if (!(fall > Math.max(NOISE_MULTIPLE * usual, rounding))) {
            String reason = "the loss does not fall: from " + stretch.lossText(first) + " at rate "
                    + stretch.rateText(first) + " to no less than " + stretch.lossText(least)
                    + ", where it jumps by " + FigureText.of(usual);
            return untold(curve, smoothing, smoothed, stretch, reason);
        }
        Suggestions suggestions = Suggestions.of(stretch);
        Regimes regimes = Regimes.of(stretch, noise);
        Bounds bounds = Bounds.of(suggestions, Suggestions.minimumOverThree(stretch), regimes);
        return new RangeAnalysis(curve, smoothing, smoothed, bounds, suggestions, regimes);
    }

    private static RangeAnalysis untold(
            RangeCurve curve, Smoothing smoothing, List<Double> smoothed, Stretch stretch, String reason) {
        return new RangeAnalysis(
                curve,
                smoothing,
                smoothed,
                Bounds.none(reason),
                Suggestions.none(reason, Suggestions.lastBeforeDivergence(stretch)),
                Regimes.none(reason, Regimes.diverges(stretch)));
    }
}
