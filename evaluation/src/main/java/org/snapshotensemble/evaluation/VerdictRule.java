package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns comparisons into advice, as {@link Verdict} describes. */
final class VerdictRule {

    private final int members;
    private final List<Comparison> decisive;

    /**
     * A rule for one report.
     *
     * @param members how many members the ensemble has
     * @param comparisons the report's comparisons, that with the best member among them
     */
    VerdictRule(int members, List<Comparison> comparisons) {
        this.members = members;
        this.decisive = comparisons.stream()
                .filter(comparison -> comparison.opponent() != Opponent.LAST_MEMBER)
                .sorted(Comparator.comparingDouble(VerdictRule::gain))
                .collect(ImmutableList.toImmutableList());
    }

    Verdict verdict() {
        if (members == 1) {
            return new Verdict(
                    Recommendation.DO_NOT_ENSEMBLE,
                    "Do not ensemble: one member takes part, so there is nothing to combine.");
        }
        Optional<Comparison> lost = hardest(Outcome.WORSE);
        if (lost.isPresent()) {
            return doNot(lost.get());
        }
        Optional<Comparison> open = hardest(Outcome.UNDECIDED);
        if (open.isEmpty()) {
            return ensemble(decisive.get(0));
        }
        return decisive.stream().allMatch(VerdictRule::lowersLogLoss)
                ? ensembleForProbabilities(open.get())
                : doNotYet(open.get());
    }

    /** The comparison of that outcome in which the ensemble gains least. */
    private Optional<Comparison> hardest(Outcome outcome) {
        return decisive.stream()
                .filter(comparison -> comparison.outcome() == outcome)
                .findFirst();
    }

    private static Verdict doNot(Comparison lost) {
        return new Verdict(
                Recommendation.DO_NOT_ENSEMBLE,
                "Do not ensemble: %s is better (the ensemble's %s)."
                        .formatted(VerdictWords.opponent(lost), VerdictWords.difference(lost)));
    }

    private Verdict doNotYet(Comparison open) {
        return new Verdict(
                Recommendation.DO_NOT_ENSEMBLE,
                "Do not ensemble on this evidence: for %s the cost of a prediction no gain over %s is shown (%s)."
                        .formatted(times(), VerdictWords.opponent(open), VerdictWords.difference(open)));
    }

    private Verdict ensemble(Comparison hardest) {
        return new Verdict(
                Recommendation.ENSEMBLE,
                "Ensemble: for %s the cost of a prediction it is better than %s (%s)%s%s."
                        .formatted(
                                times(),
                                VerdictWords.opponent(hardest),
                                VerdictWords.difference(hardest),
                                decisive.size() == 1 ? "" : " and than every other model compared",
                                caveat()));
    }

    private Verdict ensembleForProbabilities(Comparison open) {
        ClassificationComparison least = decisive.stream()
                .map(ClassificationComparison.class::cast)
                .max(Comparator.comparingDouble(
                        comparison -> comparison.logLoss().value()))
                .orElseThrow();
        return new Verdict(
                Recommendation.ENSEMBLE_FOR_PROBABILITIES,
                ("Ensemble if you use the probabilities: for %s the cost of a prediction they are better than those"
                                + " of %s (%s), but no gain in accuracy over %s is shown (%s)%s.")
                        .formatted(
                                times(),
                                VerdictWords.opponent(least),
                                VerdictWords.logLossDifference(least),
                                VerdictWords.opponent(open),
                                VerdictWords.difference(open),
                                caveat()));
    }

    private String times() {
        return members + " times";
    }

    /** A gain over the best member alone says nothing of what the same budget gives without restarts. */
    private String caveat() {
        return decisive.stream().anyMatch(comparison -> comparison.opponent() == Opponent.BASELINE)
                ? ""
                : "; no baseline was measured";
    }

    private static boolean lowersLogLoss(Comparison comparison) {
        return comparison instanceof ClassificationComparison classification
                && classification.logLossOutcome() == Outcome.BETTER;
    }

    /** By how much the ensemble is better, in the main figure. */
    private static double gain(Comparison comparison) {
        if (comparison instanceof ClassificationComparison classification) {
            return classification.accuracy().value();
        }
        return -((RegressionComparison) comparison).rmse().value();
    }
}
