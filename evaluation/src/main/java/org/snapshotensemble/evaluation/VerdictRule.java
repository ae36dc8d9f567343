package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns comparisons into advice.
 *
 * <p>Without an ensemble a person has one of these models, and cannot tell beforehand which is the best of them: the
 * member chosen by validation figures, the last member, each baseline, and one network of averaged weights. So every one
 * of them is an alternative, and the ensemble has to beat the best of them. That is shown where it beats each. A member
 * that is both chosen and last is one alternative. The first rule that applies gives the advice:
 *
 * <ol>
 *   <li>One member takes part, or one alone is ever asked: {@link Recommendation#DO_NOT_ENSEMBLE}.
 *   <li>There are fewer than 6 examples, of which all may differ alike by chance more often than in 5 % of cases, so that no
 *       interval tells anything: {@link Recommendation#DO_NOT_ENSEMBLE}.
 *   <li>Some alternative is better than the ensemble ({@link Comparison#outcome()} is {@link Outcome#WORSE}):
 *       {@link Recommendation#DO_NOT_ENSEMBLE}.
 *   <li>The ensemble is better than every alternative ({@link Outcome#BETTER}): {@link Recommendation#ENSEMBLE}.
 *   <li>Its log loss is lower than that of every alternative, the interval of each difference being below zero, both as they
 *       are and, where temperatures were fitted, with each at its own:
 *       {@link Recommendation#ENSEMBLE_FOR_PROBABILITIES}. A single model often gains the more by a temperature; where none
 *       was fitted the sentence says so.
 *   <li>Else {@link Recommendation#DO_NOT_ENSEMBLE}.
 * </ol>
 *
 * <p>The sentence quotes the alternative against which the ensemble gains least. Where that one speaks against the
 * ensemble, it also names those that the ensemble does beat.
 */
final class VerdictRule {

    /** The first number with 2 / 2^n below 0.05. */
    private static final int FEWEST_EXAMPLES = 6;

    private final MembersAsked asked;
    private final List<Comparison> decisive;
    private final int examples;

    /**
     * A rule for one report.
     *
     * @param asked how many members the ensemble asks
     * @param comparisons the report's comparisons, at least one
     * @param examples of how many examples they are
     */
    VerdictRule(MembersAsked asked, List<Comparison> comparisons, int examples) {
        this.asked = asked;
        this.examples = examples;
        this.decisive = comparisons.stream()
                .filter(comparison -> !isTheBestMemberAgain(comparison, comparisons))
                .sorted(Comparator.comparingDouble(VerdictRule::gain))
                .collect(ImmutableList.toImmutableList());
    }

    Verdict verdict() {
        if (asked.mean() == 1) {
            return new Verdict(
                    Recommendation.DO_NOT_ENSEMBLE,
                    "Do not ensemble: %s, so there is nothing to combine.".formatted(VerdictWords.oneMember(asked)));
        }
        if (examples < FEWEST_EXAMPLES) {
            return new Verdict(
                    Recommendation.DO_NOT_ENSEMBLE,
                    "Do not ensemble on this evidence: %s tell%s nothing of chance, measure at least %s and better hundreds."
                            .formatted(
                                    examples == 1 ? "1 example" : examples + " examples",
                                    examples == 1 ? "s" : "",
                                    FEWEST_EXAMPLES));
        }
        Optional<Comparison> lost = hardest(Outcome.WORSE);
        if (lost.isPresent()) {
            return doNot(lost.get());
        }
        Optional<Comparison> open = hardest(Outcome.UNDECIDED);
        if (open.isEmpty()) {
            return ensemble(decisive.get(0));
        }
        if (!decisive.stream().allMatch(VerdictRule::lowersLogLoss)) {
            return doNotYet(open.get(), "");
        }
        return decisive.stream().allMatch(VerdictRule::lowersLogLossAtTemperatures)
                ? ensembleForProbabilities(open.get())
                : doNotYet(open.get(), "; its lower log loss is not shown with each model at a temperature of its own");
    }

    /** The comparison of that outcome in which the ensemble gains least. */
    private Optional<Comparison> hardest(Outcome outcome) {
        return decisive.stream()
                .filter(comparison -> comparison.outcome() == outcome)
                .findFirst();
    }

    private static boolean isTheBestMemberAgain(Comparison comparison, List<Comparison> comparisons) {
        return comparison.opponent() == Opponent.LAST_MEMBER
                && comparisons.stream()
                        .anyMatch(other -> other.opponent() == Opponent.BEST_MEMBER
                                && other.against().equals(comparison.against()));
    }

    private Verdict doNot(Comparison lost) {
        return new Verdict(
                Recommendation.DO_NOT_ENSEMBLE,
                "Do not ensemble: %s is better (the ensemble's %s)%s."
                        .formatted(VerdictWords.opponent(lost), VerdictWords.difference(lost), butBetter()));
    }

    private Verdict doNotYet(Comparison open, String ofLogLoss) {
        return new Verdict(
                Recommendation.DO_NOT_ENSEMBLE,
                "Do not ensemble on this evidence: for %s the cost of a prediction no gain over %s is shown (%s)%s%s."
                        .formatted(
                                times(),
                                VerdictWords.opponent(open),
                                VerdictWords.difference(open),
                                butBetter(),
                                ofLogLoss));
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
                                + " of %s (%s)%s, but no gain in accuracy over %s is shown (%s)%s%s.")
                        .formatted(
                                times(),
                                VerdictWords.opponent(least),
                                VerdictWords.logLossDifference(least),
                                isTempered(least) ? ", also with each model at a temperature of its own" : "",
                                VerdictWords.opponent(open),
                                VerdictWords.difference(open),
                                caveat(),
                                isTempered(least) ? "" : "; a temperature may bring a single model as far"));
    }

    /** The alternatives that the ensemble beats, lest a verdict against it hide them. */
    private String butBetter() {
        String beaten = decisive.stream()
                .filter(comparison -> comparison.outcome() == Outcome.BETTER)
                .map(VerdictWords::opponent)
                .collect(Collectors.joining(" and "));
        return beaten.isEmpty() ? "" : ", though the ensemble is better than " + beaten;
    }

    private String times() {
        return VerdictWords.times(asked);
    }

    /** A gain over the members alone says nothing of what the same budget gives without restarts. */
    private String caveat() {
        return decisive.stream().anyMatch(comparison -> comparison.opponent() == Opponent.BASELINE)
                ? ""
                : "; no baseline was measured";
    }

    private static boolean lowersLogLoss(Comparison comparison) {
        return comparison instanceof ClassificationComparison classification
                && classification.logLossOutcome() == Outcome.BETTER;
    }

    /** Of two classifiers: nothing speaks against it where no temperatures were fitted. */
    private static boolean lowersLogLossAtTemperatures(Comparison comparison) {
        return ((ClassificationComparison) comparison)
                .tempered()
                .map(TemperedComparison::outcome)
                .filter(outcome -> outcome != Outcome.BETTER)
                .isEmpty();
    }

    private static boolean isTempered(ClassificationComparison comparison) {
        return comparison.tempered().isPresent();
    }

    /** By how much the ensemble is better, in the main figure. */
    private static double gain(Comparison comparison) {
        if (comparison instanceof ClassificationComparison classification) {
            return classification.accuracy().value();
        }
        return -((RegressionComparison) comparison).rmse().value();
    }
}
