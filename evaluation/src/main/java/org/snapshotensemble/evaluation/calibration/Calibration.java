package org.snapshotensemble.evaluation.calibration;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * How far a classifier's probabilities are from what they promise, in bins of equal width.
 *
 * @param bins the reliability diagram, by the probability of the likeliest class; at least one
 * @param classwiseError the classwise expected calibration error (Kull et al. 2019, arXiv 1910.12656, section 2): the mean
 *     over all classes {@code c} of {@code Σ |B|/n · |y(B, c) - p(B, c)|} over bins {@code B} by the probability of
 *     {@code c}, where {@code y} is the fraction of the bin's examples of that class and {@code p} the mean probability;
 *     in [0, 1]
 */
public record Calibration(List<ReliabilityBin> bins, double classwiseError) {

    public Calibration {
        bins = ImmutableList.copyOf(bins);
    }

    /** How many examples there are. */
    public int examples() {
        return bins.stream().mapToInt(ReliabilityBin::examples).sum();
    }

    /**
     * The expected calibration error of the likeliest class (Guo et al. 2017, arXiv 1706.04599, equation 3):
     * {@code Σ |B|/n · |accuracy(B) - confidence(B)|}, in [0, 1].
     */
    public double error() {
        double sum = 0;
        for (ReliabilityBin bin : bins) {
            sum += bin.examples() * bin.gap();
        }
        return sum / examples();
    }

    /** The largest distance of a bin (the same paper, equation 5), in [0, 1]. */
    public double largestError() {
        return bins.stream().mapToDouble(ReliabilityBin::gap).max().orElseThrow();
    }
}
