package org.snapshotensemble.ensemble;

import com.google.common.collect.ImmutableList;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When a cascade has asked enough: members are asked in an order, and an example is done as soon as the mean of those asked
 * so far gives its likeliest class at least the threshold.
 *
 * @param order the members' indices, each once, the first to ask first
 * @param threshold the probability at which to stop, in {@code [0, 1]}; above what any mean reaches, all are asked
 */
public record CascadeRule(List<Integer> order, double threshold) implements Serializable {

    /** Checks the order and the threshold. */
    public CascadeRule {
        order = ImmutableList.copyOf(order);
        Set<Integer> members = IntStream.range(0, order.size()).boxed().collect(Collectors.toSet());
        if (order.isEmpty() || !members.equals(Set.copyOf(order))) {
            throw new IllegalArgumentException("order must name each member once, from 0, was " + order);
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], was " + threshold);
        }
    }

    /** Returns whether a mean is sure enough. */
    boolean isSure(double[] mean) {
        return sureness(mean) >= threshold;
    }

    /** Returns the probability of the likeliest class; a single column is the probability of class 1. */
    static double sureness(double[] mean) {
        double likeliest = mean.length == 1 ? Math.max(mean[0], 1 - mean[0]) : mean[0];
        for (double probability : mean) {
            likeliest = Math.max(likeliest, probability);
        }
        return likeliest;
    }
}
