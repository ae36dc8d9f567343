package org.snapshotensemble.ensemble;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.snapshotensemble.network.LikeliestClass;

/**
 * What a cascade does with each threshold, found from what all members say of labelled examples, which come one by one. Of
 * an example it keeps a number and a bit a member: how sure the mean of the first 1, 2, … members is, and whether it is right.
 */
public final class CascadeTally {

    private final List<Integer> order;

    /** {@code [example][stage]}. */
    private final List<double[]> sureness = new ArrayList<>();

    /** The bit of an example and stage is {@code example · stages + stage}. */
    private final BitSet right = new BitSet();

    /**
     * A tally without examples.
     *
     * @param order the members' indices, the first to ask first, as {@link CascadeRule#order()}
     */
    public CascadeTally(List<Integer> order) {
        this.order = ImmutableList.copyOf(order);
    }

    /**
     * Takes in an example.
     *
     * @param members what each member says, {@code [members][columns]}, in the members' own order
     * @param truth its class, from 0
     */
    public void add(List<double[]> members, int truth) {
        RunningMean mean = new RunningMean(members.get(0).length);
        double[] stages = new double[order.size()];
        int first = examples() * stages.length;
        for (int stage = 0; stage < stages.length; stage++) {
            double[] soFar = mean.with(members.get(order.get(stage)));
            stages[stage] = CascadeRule.sureness(soFar);
            right.set(first + stage, LikeliestClass.of(soFar) == truth);
        }
        sureness.add(stages);
    }

    /** Returns the number of examples so far. */
    public int examples() {
        return sureness.size();
    }

    /** Returns the fraction of examples whose class the mean of all members finds. */
    public double accuracyOfAll() {
        int last = order.size() - 1;
        return share(IntStream.range(0, examples())
                .filter(example -> isRight(example, last))
                .count());
    }

    /** Returns what the cascade does with a threshold. */
    public CascadePoint at(double threshold) {
        long asked = 0;
        long found = 0;
        for (int example = 0; example < examples(); example++) {
            int stage = lastStage(example, threshold);
            asked += stage + 1;
            found += isRight(example, stage) ? 1 : 0;
        }
        return new CascadePoint(threshold, share(found), share(asked));
    }

    /**
     * Returns how much less accurate than all members' mean the cascade may be with a threshold: the upper end of the one-sided
     * 95 % interval of a paired difference, by its score test (Tango 1998, Statistics in Medicine 17:891), which holds for few
     * examples and few losses, too.
     */
    public double largestLoss(double threshold) {
        int last = order.size() - 1;
        int lost = 0;
        int won = 0;
        for (int example = 0; example < examples(); example++) {
            boolean found = isRight(example, lastStage(example, threshold));
            boolean foundByAll = isRight(example, last);
            lost += foundByAll && !found ? 1 : 0;
            won += found && !foundByAll ? 1 : 0;
        }
        return new PairedLoss(lost, won, examples()).largest();
    }

    /** Returns the {@link #largestLoss} of a cascade that answers each of these examples as all members' mean does. */
    public double largestHiddenLoss() {
        return new PairedLoss(0, 0, examples()).largest();
    }

    /** The stage after which no more members are asked, from 0. */
    private int lastStage(int example, double threshold) {
        double[] stages = sureness.get(example);
        int stage = 0;
        while (stage < stages.length - 1 && stages[stage] < threshold) {
            stage++;
        }
        return stage;
    }

    /**
     * Returns what the cascade does with thresholds from where it asks one member to where it asks all that can be needed.
     * They are quantiles of how sure the means are, each once, the lowest first.
     *
     * @param most how many thresholds at most, one more with the threshold 1, which is always the last
     */
    public List<CascadePoint> curve(int most) {
        double[] sorted = sortedSureness();
        int tried = Math.min(most, sorted.length);
        DoubleStream quantiles = IntStream.range(0, tried)
                .mapToDouble(i -> sorted[(int) ((long) i * (sorted.length - 1) / Math.max(1, tried - 1))]);
        return DoubleStream.concat(quantiles, DoubleStream.of(1))
                .distinct()
                .sorted()
                .mapToObj(this::at)
                .toList();
    }

    /** All of them but the last stage's, after which there is nobody left to ask. */
    private double[] sortedSureness() {
        int stages = Math.max(1, order.size() - 1);
        return sureness.stream()
                .flatMapToDouble(example -> Arrays.stream(example, 0, stages))
                .sorted()
                .toArray();
    }

    private boolean isRight(int example, int stage) {
        return right.get(example * order.size() + stage);
    }

    private double share(long count) {
        return (double) count / examples();
    }
}
