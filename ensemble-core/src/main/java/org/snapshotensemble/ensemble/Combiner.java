package org.snapshotensemble.ensemble;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.network.OutputKind;

/**
 * The rule that makes one prediction of the members' predictions. Pure: it changes nothing and may be used by any number
 * of threads. Serializable, to be used by another process, if whatever it holds is.
 */
public interface Combiner extends Serializable {

    /** Returns the rule's name, as the command and the report use it. */
    String name();

    /**
     * Combines the members' outputs.
     *
     * @param members {@code [members, examples, …]}, the values of one class, label or target along dimension 2
     * @param kind what the values mean
     * @return {@code [examples, …]}, of type DOUBLE
     * @throws IllegalArgumentException if the rule cannot be used for values of this kind or this number of members
     */
    INDArray combine(INDArray members, OutputKind kind);

    /**
     * Returns this rule for some of the members. Weights that are all 0 say nothing of them: they count alike.
     *
     * @param first the first member of those that stay, from 0
     * @param count how many stay
     */
    default Combiner forMembers(int first, int count) {
        return this;
    }

    /**
     * Returns what weights the rule was given, one a member, not yet divided by their sum; none where it has no weights. A
     * member with the weight 0 need not be asked.
     */
    default List<Double> weights() {
        return List.of();
    }

    /** Returns in which order members are asked, and when no more, where the rule does not need each of them. */
    default Optional<CascadeRule> cascadeRule() {
        return Optional.empty();
    }

    /** The arithmetic mean of the members' values, the rule unless told otherwise (Huang et al. 2017, section 3). */
    static Combiner mean() {
        return new MeanCombiner();
    }

    /**
     * The weighted arithmetic mean.
     *
     * @param weights one a member, in the members' order, finite and not negative, with a sum above 0; they are divided
     *     by their sum
     * @throws IllegalArgumentException if a weight is negative or not finite, or their sum is 0 or not finite
     */
    static Combiner weighted(double... weights) {
        return weighted("weighted", weights);
    }

    /**
     * The weighted arithmetic mean, under a name that says where the weights come from.
     *
     * @param name the rule's name, for the report
     * @param weights as {@link #weighted(double...)}
     * @throws IllegalArgumentException as {@link #weighted(double...)}
     */
    static Combiner weighted(String name, double... weights) {
        return new WeightedCombiner(name, weights);
    }

    /**
     * The geometric mean of the probabilities, divided by its sum over the classes so that it is a distribution again:
     * the mean of the members' log probabilities. For probabilities only.
     */
    static Combiner geometric() {
        return new GeometricCombiner();
    }

    /**
     * The share of members that vote for each class, a member voting for the class it gives the highest probability (the
     * first of several); of labels that are independent, the share that gives more than one half. For classification
     * only.
     */
    static Combiner vote() {
        return new VoteCombiner();
    }

    /**
     * Another rule's class probabilities at a temperature: each raised to the power of {@code 1/temperature}, then divided
     * by their sum. Above 1 they are less sure. For classification only.
     *
     * @param temperature finite and above 0
     * @throws IllegalArgumentException if the temperature is not finite and above 0
     */
    static Combiner tempered(Combiner combiner, double temperature) {
        return new TemperedCombiner(combiner, temperature);
    }

    /**
     * What a {@link Cascade} answers, computed from what all members say: to measure it. For classification only.
     *
     * @param rule in which order members are asked, and when no more
     */
    static Combiner cascade(CascadeRule rule) {
        return new CascadeCombiner(rule);
    }
}
