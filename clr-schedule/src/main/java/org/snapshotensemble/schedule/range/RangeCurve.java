package org.snapshotensemble.schedule.range;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The points of a range test, in the order in which they were measured.
 *
 * @param points the points; iterations grow, rates do not fall
 */
public record RangeCurve(List<RangePoint> points) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if an iteration does not follow the one before, or a rate falls
     */
    public RangeCurve {
        points = List.copyOf(points);
        for (int index = 1; index < points.size(); index++) {
            RangePoint before = points.get(index - 1);
            RangePoint point = points.get(index);
            if (point.iteration() <= before.iteration()) {
                throw new IllegalArgumentException("iteration of point " + index + " must be > " + before.iteration()
                        + ", that of the point before, was " + point.iteration());
            }
            if (point.rate() < before.rate()) {
                throw new IllegalArgumentException("rate of point " + index + " must be >= " + before.rate()
                        + ", that of the point before, was " + point.rate());
            }
        }
    }

    /**
     * Returns the curve with each {@code length} points made one: the mean loss and accuracy, the geometric mean of the
     * rates, the last iteration. What is left at the end is a point of fewer.
     *
     * @param length the points that become one, 1 or more
     * @throws IllegalArgumentException if the length is less
     */
    public RangeCurve averagedOver(int length) {
        Rule.atLeast("length", 1, length);
        List<RangePoint> means = new ArrayList<>();
        for (int from = 0; from < points.size(); from += length) {
            int to = Math.min(points.size() - from, length) + from;
            means.add(mean(points.subList(from, to)));
            if (to == points.size()) {
                break; // from + length may be past the largest int
            }
        }
        return new RangeCurve(means);
    }

    private static RangePoint mean(List<RangePoint> points) {
        double first = points.get(0).rate();
        double last = points.get(points.size() - 1).rate();
        double logRate = points.stream()
                .mapToDouble(point -> StrictMath.log(point.rate()))
                .average()
                .orElseThrow();
        double loss = points.stream()
                .mapToDouble(RangePoint::loss)
                .map(value -> value / points.size())
                .sum();
        boolean classes = points.stream().allMatch(point -> point.accuracy().isPresent());
        return new RangePoint(
                points.get(points.size() - 1).iteration(),
                Math.min(last, Math.max(first, StrictMath.exp(logRate))),
                loss,
                classes
                        ? points.stream()
                                .mapToDouble(point -> point.accuracy().orElseThrow())
                                .average()
                        : OptionalDouble.empty());
    }
}
