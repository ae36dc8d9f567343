package org.snapshotensemble.schedule.range;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The definitions of the findings written down as sums and searches, without any cleverness. */
final class Literally {

    private final List<RangePoint> points;
    private final double weight;
    private final int end;
    private final int first;

    Literally(RangeCurve curve, double weight) {
        this.points = curve.points();
        this.weight = weight;
        this.end = IntStream.range(0, points.size())
                .filter(this::broken)
                .findFirst()
                .orElse(points.size());
        this.first = end / 10;
    }

    /** The weighted mean as one sum: the weight of a loss is {@code weight^age}. */
    private double smoothed(int index) {
        double sum = 0;
        double weights = 0;
        for (int before = 0; before <= index; before++) {
            double here = Math.pow(weight, index - before);
            sum += here * points.get(before).loss();
            weights += here;
        }
        return sum / weights;
    }

    private boolean broken(int index) {
        double least = IntStream.rangeClosed(0, index)
                .mapToDouble(this::smoothed)
                .min()
                .orElseThrow();
        return !Double.isFinite(smoothed(index)) || (least > 0 && smoothed(index) > 4 * least);
    }

    private double rate(int index) {
        return points.get(index).rate();
    }

    double divergence() {
        return end < points.size() ? rate(end) : -1;
    }

    double steepest() {
        return rate(IntStream.range(first, end - 1)
                .boxed()
                .min(Comparator.comparingDouble(
                        index -> (smoothed(index + 1) - smoothed(index)) / Math.log(rate(index + 1) / rate(index))))
                .orElseThrow());
    }

    private int least() {
        return IntStream.range(first, end)
                .boxed()
                .min(Comparator.comparingDouble(this::smoothed))
                .orElseThrow();
    }

    double minimum() {
        return rate(least());
    }

    boolean minimumIsInside() {
        return least() < end - 1 || end < points.size();
    }

    double learns() {
        double bound = 0.9 * smoothed(first) + 0.1 * smoothed(least());
        return rate(IntStream.range(first, least())
                        .filter(index -> smoothed(index) > bound)
                        .max()
                        .orElseThrow()
                + 1);
    }
}
