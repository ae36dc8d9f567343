package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/**
 * The member that a person would have kept alone.
 *
 * @param index its place among the members, from 0
 * @param choice by what it was chosen
 */
record BestMember(int index, BestMemberChoice choice) {

    /**
     * Chooses by validation figures: the better, and of equal ones the later. Where a member has none, the last member.
     *
     * @param members at least one, oldest first
     */
    static BestMember of(List<Snapshot> members) {
        List<ValidationFigures> figures = members.stream()
                .map(Snapshot::validation)
                .flatMap(Optional::stream)
                .collect(ImmutableList.toImmutableList());
        if (figures.size() < members.size()) {
            return new BestMember(members.size() - 1, BestMemberChoice.LAST_MEMBER);
        }
        int best = 0;
        for (int member = 1; member < figures.size(); member++) {
            best = figures.get(best).betterThan(figures.get(member)) ? best : member;
        }
        return new BestMember(
                best,
                figures.get(best) instanceof ValidationFigures.OfRegression
                        ? BestMemberChoice.VALIDATION_LOSS
                        : BestMemberChoice.VALIDATION_ACCURACY);
    }
}
