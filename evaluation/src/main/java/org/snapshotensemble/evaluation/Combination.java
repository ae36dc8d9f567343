package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snapshotensemble.ensemble.Combiner;

/**
 * How much each member counts in an ensemble, and what a prediction costs by that.
 *
 * @param membersAsked how many members need be asked of an example
 * @param weights one a member, in their order; empty where the rule has no weights
 * @param cascade what the cascade does, where the rule is one
 */
public record Combination(MembersAsked membersAsked, List<MemberWeight> weights, Optional<CascadeFigures> cascade) {

    public Combination {
        weights = ImmutableList.copyOf(weights);
        checkArgument(
                weights.isEmpty() || weights.size() == membersAsked.of(),
                "weights must be one a member, were %s for %s members",
                weights.size(),
                membersAsked.of());
    }

    /** All members are asked, and the rule has no weights. */
    public static Combination ofAll(int members) {
        return new Combination(MembersAsked.all(members), List.of(), Optional.empty());
    }

    /**
     * What a rule makes of members.
     *
     * @param members their names, in their order
     * @param cascade what was measured, where the rule is a cascade
     */
    static Combination of(Combiner rule, List<String> members, Optional<CascadeFigures> cascade) {
        List<Double> given = rule.weights();
        double sum = given.stream().mapToDouble(Double::doubleValue).sum();
        List<MemberWeight> weights = IntStream.range(0, given.size())
                .mapToObj(member -> new MemberWeight(members.get(member), given.get(member), given.get(member) / sum))
                .toList();
        double asked = cascade.isPresent()
                ? cascade.get().used().membersAsked()
                : given.isEmpty()
                        ? members.size()
                        : given.stream().filter(weight -> weight > 0).count();
        return new Combination(new MembersAsked(asked, members.size()), weights, cascade);
    }
}
