package org.snapshotensemble.evaluation.diversity;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How different the members of an ensemble of classifiers are, pair by pair and on average.
 *
 * @param pairs every pair of members, the first's place before the second's; at least one pair
 */
public record Diversity(List<MemberPair> pairs) {

    /** Members whose being right goes together more than this gain little by being averaged. */
    private static final double NEARLY_THE_SAME = 0.9;

    public Diversity {
        pairs = ImmutableList.copyOf(pairs);
        checkArgument(!pairs.isEmpty(), "pairs must have >= 1 pair, had 0");
    }

    /**
     * Compares members.
     *
     * @param right for each member, at least two, the examples that it has right
     * @param examples how many examples there are, at least 1
     */
    public static Diversity of(List<BitSet> right, int examples) {
        checkArgument(right.size() >= 2, "members must be >= 2, was %s", right.size());
        checkArgument(examples > 0, "examples must be > 0, was %s", examples);
        ImmutableList.Builder<MemberPair> pairs = ImmutableList.builder();
        for (int first = 0; first < right.size(); first++) {
            for (int second = first + 1; second < right.size(); second++) {
                BitSet both = (BitSet) right.get(first).clone();
                both.and(right.get(second));
                int together = both.cardinality();
                int onlyFirst = right.get(first).cardinality() - together;
                int onlySecond = right.get(second).cardinality() - together;
                pairs.add(new MemberPair(
                        first, second, together, onlyFirst, onlySecond, examples - together - onlyFirst - onlySecond));
            }
        }
        return new Diversity(pairs.build());
    }

    /** The mean disagreement of the pairs, in [0, 1]. */
    public double disagreement() {
        return pairs.stream().mapToDouble(MemberPair::disagreement).average().orElseThrow();
    }

    /** The mean double fault of the pairs, in [0, 1]. */
    public double doubleFault() {
        return pairs.stream().mapToDouble(MemberPair::doubleFault).average().orElseThrow();
    }

    /** The mean Q of the pairs that have one. */
    public OptionalDouble q() {
        return mean(MemberPair::q);
    }

    /** The mean correlation of the pairs that have one. */
    public OptionalDouble correlation() {
        return mean(MemberPair::correlation);
    }

    private OptionalDouble mean(Function<MemberPair, OptionalDouble> measure) {
        return pairs.stream()
                .map(measure)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    /**
     * Whether the members are nearly copies of each other, so that averaging them cannot give much: on average they have the
     * same examples right, with a correlation above 0.9, or none differs from another anywhere.
     */
    public boolean nearCopies() {
        return disagreement() == 0 || correlation().orElse(0) > NEARLY_THE_SAME;
    }
}
