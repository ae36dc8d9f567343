package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How much one member counts in the ensemble.
 *
 * @param member the member's name
 * @param given the weight that the rule was given, at least 0: of {@code greedy} how often the member was selected, of
 *     {@code weighted} its validation accuracy or inverse squared error, of {@code weights} the share itself
 * @param share the given weight divided by the sum of all, in [0, 1]
 */
public record MemberWeight(String member, double given, double share) {

    public MemberWeight {
        checkArgument(given >= 0 && Double.isFinite(given), "given must be finite and >= 0, was %s", given);
        checkArgument(share >= 0 && share <= 1, "share must be in [0, 1], was %s", share);
    }
}
