package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictRuleTest {

    private static final ClassificationComparison LAST_IS_BETTER =
            classification(Opponent.LAST_MEMBER, "cycle-0005", 1000, 0, 40, 0.01, 0.02);
    private static final ClassificationComparison BEST_IS_BEATEN =
            classification(Opponent.BEST_MEMBER, "cycle-0004", 1000, 30, 10, -0.05, -0.03);

    /** Each of a few examples may differ in the same direction by chance, and then no resample differs in the other. */
    @Test
    void fewExamples_tellNothing() {
        assertThat(new VerdictRule(MembersAsked.all(5), List.of(BEST_IS_BEATEN), 5).verdict())
                .isEqualTo(new Verdict(
                        Recommendation.DO_NOT_ENSEMBLE,
                        "Do not ensemble on this evidence: 5 examples tell nothing of chance, measure at least 6 and better"
                                + " hundreds."));
        assertThat(new VerdictRule(MembersAsked.all(5), List.of(BEST_IS_BEATEN), 1)
                        .verdict()
                        .sentence())
                .contains(": 1 example tells nothing of chance,");
        assertThat(new VerdictRule(MembersAsked.all(5), List.of(BEST_IS_BEATEN), 6)
                        .verdict()
                        .recommendation())
                .isEqualTo(Recommendation.ENSEMBLE);
    }

    @Test
    void verdict_oneMember_hasNothingToCombine() {
        Verdict verdict = new VerdictRule(MembersAsked.all(1), List.of(LAST_IS_BETTER), 200).verdict();

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Do not ensemble: one member takes part, so there is nothing to combine.");
    }

    /** A cascade that is sure of each example at once, or weights of which one alone is above 0. */
    @Test
    void verdict_oneOfSeveralIsAsked_hasNothingToCombine() {
        Verdict verdict = new VerdictRule(new MembersAsked(1, 5), List.of(BEST_IS_BEATEN), 200).verdict();

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Do not ensemble: only one of its 5 members is ever asked, so there is nothing to combine.");
    }

    @Test
    void verdict_cascade_costsTheMembersThatItAsks() {
        assertThat(new VerdictRule(new MembersAsked(2.128, 5), List.of(BEST_IS_BEATEN), 200)
                        .verdict()
                        .sentence())
                .startsWith("Ensemble: for 2.13 times the cost of a prediction it is better than");
        assertThat(new VerdictRule(new MembersAsked(3, 5), List.of(BEST_IS_BEATEN), 200)
                        .verdict()
                        .sentence())
                .startsWith("Ensemble: for 3 times the cost of a prediction it is better than");
    }

    @Test
    void verdict_betterThanTheBestMember_isToEnsemble() {
        Verdict verdict = verdict(BEST_IS_BEATEN);

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Ensemble: for 5 times the cost of a prediction it is better than the best member cycle-0004"
                        + " (accuracy +2.00 points, 95 % interval +0.80 to +3.30, p = 0.0022);"
                        + " no baseline was measured.");
    }

    @Test
    void verdict_betterThanAll_quotesTheSmallestGain() {
        Verdict verdict = verdict(
                classification(Opponent.BEST_MEMBER, "cycle-0004", 1000, 60, 10, -0.05, -0.03),
                classification(Opponent.BASELINE, "step_decay", 1000, 30, 10, -0.05, -0.03));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Ensemble: for 5 times the cost of a prediction it is better than the baseline step_decay"
                        + " (accuracy +2.00 points, 95 % interval +0.80 to +3.30, p = 0.0022)"
                        + " and than every other model compared.");
    }

    @Test
    void verdict_noGainInAccuracyButInLogLoss_isToEnsembleForTheProbabilities() {
        Verdict verdict = verdict(
                classification(Opponent.BEST_MEMBER, "cycle-0004", 1000, 30, 10, -0.05, -0.03),
                classification(Opponent.BASELINE, "step_decay", 1000, 12, 10, -0.03, -0.01));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.ENSEMBLE_FOR_PROBABILITIES);
        assertThat(verdict.sentence())
                .isEqualTo("Ensemble if you use the probabilities: for 5 times the cost of a prediction they are better"
                        + " than those of the baseline step_decay"
                        + " (log loss -0.02000, 95 % interval -0.03000 to -0.01000),"
                        + " but no gain in accuracy over the baseline step_decay is shown"
                        + " (accuracy +0.20 points, 95 % interval -0.70 to +1.10, p = 0.8318);"
                        + " a temperature may bring a single model as far.");
    }

    @Test
    void verdict_logLossIsLowerAtTemperaturesToo_saysSo() {
        Verdict verdict = verdict(
                tempered(BEST_IS_BEATEN, -0.03, -0.01),
                tempered(classification(Opponent.BASELINE, "step_decay", 1000, 12, 10, -0.03, -0.01), -0.02, -1e-9));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.ENSEMBLE_FOR_PROBABILITIES);
        assertThat(verdict.sentence())
                .isEqualTo("Ensemble if you use the probabilities: for 5 times the cost of a prediction they are better"
                        + " than those of the baseline step_decay"
                        + " (log loss -0.02000, 95 % interval -0.03000 to -0.01000),"
                        + " also with each model at a temperature of its own,"
                        + " but no gain in accuracy over the baseline step_decay is shown"
                        + " (accuracy +0.20 points, 95 % interval -0.70 to +1.10, p = 0.8318).");
    }

    /** One number makes the single model's probabilities as good: five networks are not needed for that. */
    @Test
    void verdict_logLossIsNotLowerAtTemperatures_isNotToEnsemble() {
        Verdict verdict = verdict(
                tempered(BEST_IS_BEATEN, -0.03, -0.01),
                tempered(classification(Opponent.BASELINE, "step_decay", 1000, 12, 10, -0.03, -0.01), -0.02, 0));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Do not ensemble on this evidence: for 5 times the cost of a prediction no gain over"
                        + " the baseline step_decay is shown"
                        + " (accuracy +0.20 points, 95 % interval -0.70 to +1.10, p = 0.8318),"
                        + " though the ensemble is better than the best member cycle-0004;"
                        + " its lower log loss is not shown with each model at a temperature of its own.");
    }

    @Test
    void verdict_logLossIsLowerAtTemperaturesAlone_isNotToEnsemble() {
        Verdict verdict = verdict(
                tempered(classification(Opponent.BASELINE, "step_decay", 1000, 12, 10, -0.03, 0.01), -0.03, -0.01));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence()).doesNotContain("temperature");
    }

    @Test
    void verdict_noGainShown_isNotToEnsemble() {
        Verdict verdict = verdict(
                classification(Opponent.BEST_MEMBER, "cycle-0004", 1000, 30, 10, -0.05, -0.03),
                classification(Opponent.BASELINE, "step_decay", 1000, 12, 10, -0.03, 0.01));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Do not ensemble on this evidence: for 5 times the cost of a prediction no gain over"
                        + " the baseline step_decay is shown"
                        + " (accuracy +0.20 points, 95 % interval -0.70 to +1.10, p = 0.8318),"
                        + " though the ensemble is better than the best member cycle-0004.");
    }

    @Test
    void verdict_baselineIsBetter_isNotToEnsembleHoweverTheMembersDo() {
        Verdict verdict = verdict(
                classification(Opponent.BEST_MEMBER, "cycle-0004", 10_000, 900, 100, -0.5, -0.3),
                classification(Opponent.BASELINE, "one_cycle", 10_000, 100, 300, -0.2, -0.1));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Do not ensemble: the baseline one_cycle is better"
                        + " (the ensemble's accuracy -2.00 points, 95 % interval -2.39 to -1.61, p < 0.0001),"
                        + " though the ensemble is better than the best member cycle-0004.");
    }

    @Test
    void verdict_lastMemberIsBetter_isNotToEnsembleThoughTheBestMemberIsBeaten() {
        Verdict verdict = verdict(BEST_IS_BEATEN, LAST_IS_BETTER);

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence())
                .isEqualTo("Do not ensemble: the last member cycle-0005 is better"
                        + " (the ensemble's accuracy -4.00 points, 95 % interval -5.30 to -2.80, p < 0.0001),"
                        + " though the ensemble is better than the best member cycle-0004.");
    }

    @Test
    void verdict_bestMemberIsBetter_isNotToEnsembleThoughTheLastMemberIsBeaten() {
        Verdict verdict = verdict(
                classification(Opponent.BEST_MEMBER, "cycle-0004", 1000, 0, 40, 0.01, 0.02),
                classification(Opponent.LAST_MEMBER, "cycle-0005", 1000, 30, 10, -0.05, -0.03));

        assertThat(verdict.recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict.sentence())
                .startsWith("Do not ensemble: the best member cycle-0004 is better")
                .endsWith(", though the ensemble is better than the last member cycle-0005.");
    }

    @Test
    void verdict_gainOverTheLastMemberJustShownOrJustNot_decides() {
        Comparison shown = classification(Opponent.LAST_MEMBER, "cycle-0005", 1000, 15, 5, -0.01, 0.01);
        Comparison notShown = classification(Opponent.LAST_MEMBER, "cycle-0005", 1000, 14, 5, -0.01, 0.01);

        assertThat(((ClassificationComparison) shown).mcNemar().pValue()).isBetween(0.04, 0.05);
        assertThat(((ClassificationComparison) notShown).mcNemar().pValue()).isBetween(0.05, 0.07);
        assertThat(verdict(BEST_IS_BEATEN, shown).recommendation()).isEqualTo(Recommendation.ENSEMBLE);
        assertThat(verdict(BEST_IS_BEATEN, shown).sentence())
                .startsWith("Ensemble: for 5 times the cost of a prediction it is better than the last member"
                        + " cycle-0005 (accuracy +1.00 points,")
                .endsWith(" and than every other model compared; no baseline was measured.");
        assertThat(verdict(BEST_IS_BEATEN, notShown).recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
    }

    @Test
    void verdict_logLossBelowTheLastMembersJustShownOrJustNot_decidesOnTheProbabilities() {
        Comparison shown = classification(Opponent.LAST_MEMBER, "cycle-0005", 1000, 12, 10, -0.03, -1e-9);
        Comparison notShown = classification(Opponent.LAST_MEMBER, "cycle-0005", 1000, 12, 10, -0.03, 0);

        assertThat(verdict(BEST_IS_BEATEN, shown).recommendation())
                .isEqualTo(Recommendation.ENSEMBLE_FOR_PROBABILITIES);
        assertThat(verdict(BEST_IS_BEATEN, notShown).sentence())
                .isEqualTo("Do not ensemble on this evidence: for 5 times the cost of a prediction no gain over"
                        + " the last member cycle-0005 is shown"
                        + " (accuracy +0.20 points, 95 % interval -0.70 to +1.10, p = 0.8318),"
                        + " though the ensemble is better than the best member cycle-0004.");
    }

    @Test
    void verdict_bestMemberIsTheLast_isOneAlternative() {
        Verdict verdict = verdict(
                classification(Opponent.BEST_MEMBER, "cycle-0005", 1000, 30, 10, -0.05, -0.03),
                classification(Opponent.LAST_MEMBER, "cycle-0005", 1000, 30, 10, -0.05, -0.03));

        assertThat(verdict.sentence())
                .isEqualTo("Ensemble: for 5 times the cost of a prediction it is better than the best member cycle-0005"
                        + " (accuracy +2.00 points, 95 % interval +0.80 to +3.30, p = 0.0022);"
                        + " no baseline was measured.");
    }

    @Test
    void verdict_regression_decidesByTheInterval() {
        assertThat(verdict(regression(-0.3, -0.4, -0.2)).sentence())
                .isEqualTo("Ensemble: for 5 times the cost of a prediction it is better than the best member cycle-0004"
                        + " (RMSE -0.3000, 95 % interval -0.4000 to -0.2000); no baseline was measured.");
        assertThat(verdict(regression(-0.3, -0.4, 0.1)).recommendation()).isEqualTo(Recommendation.DO_NOT_ENSEMBLE);
        assertThat(verdict(regression(0.3, 0.2, 0.4)).sentence())
                .isEqualTo("Do not ensemble: the best member cycle-0004 is better"
                        + " (the ensemble's RMSE +0.3000, 95 % interval +0.2000 to +0.4000).");
    }

    @Test
    void outcome_intervalAndMcNemarDisagree_isUndecided() {
        PairedDifference gain = new PairedDifference(0.01, new Interval(0.001, 0.02, 0.95));
        ClassificationComparison comparison =
                new ClassificationComparison(Opponent.BEST_MEMBER, "cycle-0001", gain, new McNemar(14, 5), gain);

        assertThat(comparison.mcNemar().pValue()).isBetween(0.05, 0.07);
        assertThat(comparison.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(comparison.logLossOutcome()).isEqualTo(Outcome.WORSE);
    }

    private static Verdict verdict(Comparison... comparisons) {
        return new VerdictRule(MembersAsked.all(5), List.of(comparisons), 200).verdict();
    }

    private static ClassificationComparison classification(
            Opponent opponent, String against, int examples, int onlyEnsemble, int onlyOther, double low, double high) {
        return new ClassificationComparison(
                opponent,
                against,
                new PairedDifference(
                        (double) (onlyEnsemble - onlyOther) / examples,
                        new AccuracyBootstrap(examples, onlyEnsemble, onlyOther).interval(0.95)),
                new McNemar(onlyEnsemble, onlyOther),
                new PairedDifference((low + high) / 2, new Interval(low, high, 0.95)));
    }

    private static ClassificationComparison tempered(ClassificationComparison comparison, double low, double high) {
        PairedDifference logLoss = new PairedDifference((low + high) / 2, new Interval(low, high, 0.95));
        return new ClassificationComparison(
                comparison.opponent(),
                comparison.against(),
                comparison.accuracy(),
                comparison.mcNemar(),
                comparison.logLoss(),
                Optional.of(new TemperedComparison(1.5, logLoss)));
    }

    private static RegressionComparison regression(double value, double low, double high) {
        return new RegressionComparison(
                Opponent.BEST_MEMBER, "cycle-0004", new PairedDifference(value, new Interval(low, high, 0.95)));
    }
}
