package org.snapshotensemble.evaluation.example;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What an ensemble predicted of one column of a regression, and what was true, for examples spread evenly over the data.
 *
 * @param column the column's name
 * @param points at least one, in the data's order
 * @param of how many examples there are, at least as many
 */
public record FitSample(String column, List<Point> points, int of) {

    public FitSample {
        points = ImmutableList.copyOf(points);
        checkArgument(!points.isEmpty(), "points must be >= 1, were 0");
        checkArgument(of >= points.size(), "of must be >= %s, was %s", points.size(), of);
    }

    /**
     * The residual that a share of the points does not exceed, the smallest such.
     *
     * @param share above 0 and at most 1
     */
    public double residualQuantile(double share) {
        checkArgument(share > 0 && share <= 1, "share must be > 0 and <= 1, was %s", share);
        double[] sorted = points.stream().mapToDouble(Point::residual).sorted().toArray();
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /**
     * One example.
     *
     * @param truth the label
     * @param predicted what the ensemble says, in the same unit
     */
    public record Point(double truth, double predicted) {

        /** What was predicted minus what is true. */
        public double residual() {
            return predicted - truth;
        }
    }
}
