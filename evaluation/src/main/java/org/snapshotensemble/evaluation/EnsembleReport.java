package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.curve.TrainingCurve;

/**
 * An ensemble against single models and baselines, all on the same examples. Measured, not drawn: {@code render} draws
 * it.
 *
 * @param provenance where the figures come from
 * @param ensemble all members combined
 * @param combination how much each member counts in it, and how many need be asked
 * @param bestMember the member that a person would have kept, chosen without the examples of this report
 * @param bestMemberChoice by what it was chosen
 * @param members every member alone, in the order of their cycles, at least one
 * @param growing the ensemble of the last 1, 2, … members; as many as there are members, and the last of them equals
 *     {@code ensemble}
 * @param baselines the models trained for the same budget without restarts; may be empty
 * @param averaged one network whose weights are the mean of the members', where it was measured
 * @param comparisons the ensemble against the best member, the last member, every baseline and the averaged weights, in this
 *     order
 * @param verdict the advice
 * @param analysis what else there is to know of the ensemble: its calibration and its members' diversity, or its coverage
 * @param notes what a reader must know to take the figures right, such as that they flatter; a sentence or two each, not
 *     blank; mostly empty
 * @param curve how the training went; absent where the run has no history
 */
public record EnsembleReport(
        Provenance provenance,
        CombinedScore ensemble,
        Combination combination,
        MemberScore bestMember,
        BestMemberChoice bestMemberChoice,
        List<MemberScore> members,
        List<CombinedScore> growing,
        List<CombinedScore> baselines,
        Optional<CombinedScore> averaged,
        List<Comparison> comparisons,
        Verdict verdict,
        Analysis analysis,
        List<String> notes,
        Optional<TrainingCurve> curve) {

    public EnsembleReport {
        members = ImmutableList.copyOf(members);
        growing = ImmutableList.copyOf(growing);
        baselines = ImmutableList.copyOf(baselines);
        comparisons = ImmutableList.copyOf(comparisons);
        notes = ImmutableList.copyOf(notes);
        checkArgument(!members.isEmpty(), "members must have >= 1 member, had 0");
        checkArgument(
                growing.size() == members.size(),
                "growing must have %s scores, had %s",
                members.size(),
                growing.size());
        checkArgument(
                combination.membersAsked().of() == members.size(),
                "combination must be of %s members, was of %s",
                members.size(),
                combination.membersAsked().of());
        checkArgument(members.contains(bestMember), "bestMember must be one of members, was %s", bestMember.name());
        checkArgument(notes.stream().noneMatch(String::isBlank), "notes must not be blank, were %s", notes);
    }

    /** A report without averaged weights and a curve of the training. */
    public EnsembleReport(
            Provenance provenance,
            CombinedScore ensemble,
            Combination combination,
            MemberScore bestMember,
            BestMemberChoice bestMemberChoice,
            List<MemberScore> members,
            List<CombinedScore> growing,
            List<CombinedScore> baselines,
            List<Comparison> comparisons,
            Verdict verdict,
            Analysis analysis,
            List<String> notes) {
        this(
                provenance,
                ensemble,
                combination,
                bestMember,
                bestMemberChoice,
                members,
                growing,
                baselines,
                Optional.empty(),
                comparisons,
                verdict,
                analysis,
                notes,
                Optional.empty());
    }

    /** A report without averaged weights, notes and curve on an ensemble whose members are all asked, and have no weights. */
    public EnsembleReport(
            Provenance provenance,
            CombinedScore ensemble,
            MemberScore bestMember,
            BestMemberChoice bestMemberChoice,
            List<MemberScore> members,
            List<CombinedScore> growing,
            List<CombinedScore> baselines,
            List<Comparison> comparisons,
            Verdict verdict,
            Analysis analysis) {
        this(
                provenance,
                ensemble,
                Combination.ofAll(members.size()),
                bestMember,
                bestMemberChoice,
                members,
                growing,
                baselines,
                comparisons,
                verdict,
                analysis,
                List.of());
    }

    /**
     * The same report with one more note, which every format shows beside the verdict.
     *
     * @param note a sentence or two, not blank
     */
    public EnsembleReport withNote(String note) {
        return new EnsembleReport(
                provenance,
                ensemble,
                combination,
                bestMember,
                bestMemberChoice,
                members,
                growing,
                baselines,
                averaged,
                comparisons,
                verdict,
                analysis,
                ImmutableList.<String>builder().addAll(notes).add(note).build(),
                curve);
    }

    /** The same report with another curve of the training. */
    public EnsembleReport withCurve(TrainingCurve training) {
        return new EnsembleReport(
                provenance,
                ensemble,
                combination,
                bestMember,
                bestMemberChoice,
                members,
                growing,
                baselines,
                averaged,
                comparisons,
                verdict,
                analysis,
                notes,
                Optional.of(training));
    }

    /** The last member: what the training would have left without an ensemble. */
    public MemberScore lastMember() {
        return members.get(members.size() - 1);
    }
}
