package org.snapshotensemble.evaluation.uncertainty;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;

/**
 * How unsure an ensemble of classifiers is of one example, in nats.
 *
 * @param entropy the entropy of the members' mean, {@code -Σ p ln p} over the classes: all uncertainty, in
 *     {@code [0, ln classes]}
 * @param mutualInformation what of it comes from the members' disagreeing: the entropy of their mean less the mean of their
 *     entropies (Houlsby et al. 2011, arXiv 1112.5745, equation 2), in {@code [0, entropy]}; the rest is in the example
 */
public record ClassUncertainty(double entropy, double mutualInformation) {

    /**
     * Measures it.
     *
     * @param members what each member says, {@code [members][classes]}, each row a distribution; at least one
     */
    public static ClassUncertainty of(List<double[]> members) {
        checkArgument(!members.isEmpty(), "members must be >= 1, were 0");
        double[] mean = new double[members.get(0).length];
        double entropies = 0;
        for (double[] member : members) {
            entropies += entropy(member);
            for (int label = 0; label < mean.length; label++) {
                mean[label] += member[label] / members.size();
            }
        }
        double entropy = entropy(mean);
        return new ClassUncertainty(entropy, Math.max(0, entropy - entropies / members.size()));
    }

    private static double entropy(double[] distribution) {
        double sum = 0;
        for (double probability : distribution) {
            sum -= probability > 0 ? probability * Math.log(probability) : 0;
        }
        return sum;
    }
}
