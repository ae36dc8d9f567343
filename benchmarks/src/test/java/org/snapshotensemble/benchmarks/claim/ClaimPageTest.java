package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** On results made up, of 1,000 examples each. */
final class ClaimPageTest {

    @Test
    void verdict_threeSeedsAndOtherData_tellsThemAll() {
        List<CellResult> results = new ArrayList<>();
        add(results, "digits", "mlp", ClaimRecipes.REFERENCE, 990, 990, 990);
        add(results, "digits", "mlp", ClaimRecipes.SNAPSHOTS, 991, 990, 989);
        add(results, "digits", "cnn", ClaimRecipes.REFERENCE, 980, 981, 982);
        add(results, "digits", "cnn", ClaimRecipes.SNAPSHOTS, 990, 991, 993);
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 910, 912, 914);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 915, 918, 921);
        add(results, "fashion", "cnn", ClaimRecipes.INDEPENDENT, 924, 924, 924);

        // Fashion: differences of 5, 6 and 7, so t = 6 sqrt(3), p = 1 - t / sqrt(2 + t^2) = 0.009. Half of the interval
        // is
        // 4.303 / sqrt(3).
        assertThat(new ClaimPage(results).detailedVerdict())
                .containsExactly(
                        "On Fashion-MNIST with the cnn, five snapshots of one training predict 91.80 % of the test images"
                                + " right, and the same budget in one cosine cycle 91.20 %:"
                                + " a gain of 0.60 points over 3 seeds (95 % interval +0.35 to +0.85, p = 0.009 by a paired"
                                + " t-test).",
                        "The last of the five alone reaches 91.70 %: to ask all of them is a gain of 0.10 points.",
                        "Five networks trained apart, with a weight decay, for five times the budget, reach 92.40 %.",
                        "Snapshots also pay on the digits, cnn (+1.03 points, 31 test examples); no gain beyond the spread"
                                + " of the seeds is shown on the digits, mlp (+0.00 points, 0 test examples).");
    }

    @Test
    void verdict_oneSeedAndALoss_saysSo() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 907);
        add(results, "fashion", "cnn", ClaimRecipes.INDEPENDENT, 924);
        add(results, "cancer", "mlp", ClaimRecipes.REFERENCE, 960);
        add(results, "cancer", "mlp", ClaimRecipes.SNAPSHOTS, 970);
        add(results, "digits", "cnn", ClaimRecipes.REFERENCE, 980, 981, 982);
        add(results, "digits", "cnn", ClaimRecipes.SNAPSHOTS, 990, 991, 993);

        assertThat(new ClaimPage(results).detailedVerdict())
                .containsExactly(
                        "On Fashion-MNIST with the cnn, five snapshots of one training predict 90.70 % of the test images"
                                + " right, and the same budget in one cosine cycle 91.20 %: a loss of 0.50 points under one"
                                + " seed.",
                        "The last of the five alone reaches 90.60 %: to ask all of them is a gain of 0.10 points.",
                        "Five networks trained apart, with a weight decay, for five times the budget, reach 92.40 %.",
                        "Snapshots pay on the digits, cnn (+1.03 points, 31 test examples); too few seeds tell of the"
                                + " breast cancer data, mlp (+1.00 points, 10 test examples).");
    }

    @Test
    void verdict_lossesElsewhere_areNotCalledNoGain() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 912, 912);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 912, 912, 912);
        add(results, "digits", "mlp", ClaimRecipes.REFERENCE, 990, 990, 990);
        add(results, "digits", "mlp", ClaimRecipes.SNAPSHOTS, 990, 980, 989);
        add(results, "digits", "cnn", ClaimRecipes.REFERENCE, 980, 981, 982);
        add(results, "digits", "cnn", ClaimRecipes.SNAPSHOTS, 970, 971, 973);

        assertThat(new ClaimPage(results).detailedVerdict())
                .endsWith(
                        "Snapshots are behind, though not beyond the spread of the seeds, on the digits, mlp (-0.37 points,"
                                + " 11 test examples);"
                                + " snapshots lose on the digits, cnn (-0.97 points, 29 test examples).");
    }

    @Test
    void verdict_againstStepDecay_isTold() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 912);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 918, 918);
        add(results, "fashion", "cnn", ClaimRecipes.STEP_DECAY, 920, 921);

        assertThat(new ClaimPage(results).detailedVerdict())
                .contains("Against step decay five snapshots are a loss of 0.25 points over 2 seeds.");
        assertThat(new ClaimPage(results).verdict()).hasSize(1);
    }

    @Test
    void verdict_lastThree_areToldOfBesideAll() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 912);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 918, 918);
        add(results, "fashion", "cnn", ClaimRecipes.LAST_SNAPSHOTS, 920, 921);
        add(results, "fashion", "cnn", "one cosine cycle, weight decay", 930, 930);

        assertThat(new ClaimPage(results).detailedVerdict())
                .hasSize(3)
                .contains(
                        "The last three reach 92.05 %. The last of the five alone reaches 91.70 %: to ask all of them is a"
                                + " gain of 0.10 points.")
                .last()
                .isEqualTo(
                        "Of 2 trainings without restarts one cosine cycle with weight decay has the highest mean on these"
                                + " test images, 93.00 %: against one cosine cycle a gain of 1.80 points over 2 seeds.");
    }

    @Test
    void verdict_longTrainings_tellsThemBesideFiveNetworks() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 912);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 918, 918);
        add(results, "fashion", "cnn", ClaimRecipes.INDEPENDENT, 924, 924);
        add(results, "fashion", "cnn", ClaimRecipes.LONG_REFERENCE, 917, 915);
        add(results, "fashion", "cnn", ClaimRecipes.LONG_SNAPSHOTS, 923, 927);

        assertThat(new ClaimPage(results).detailedVerdict())
                .hasSize(3)
                .last()
                .isEqualTo(
                        "Five networks trained apart, with a weight decay, for five times the budget, reach 92.40 %; one"
                                + " training of that length, with the same decay, 91.60 % in one cosine cycle and 92.50 % by five snapshots, a"
                                + " gain of 0.90 points over 2 seeds.");
        assertThat(new ClaimPage(results).markdown())
                .contains("\n| against one cosine cycle, weight decay, 5 times the budget | points |")
                .contains("\n| snapshots, 5 cycles, weight decay, 5 times the budget | +0.90 |")
                .contains("\n| snapshots, 5 cycles, weight decay, 5 times the budget | +1.30 |")
                .contains("\n| 5 networks, weight decay, 5 times the budget | +0.80 |")
                .contains("\n| 5 networks, weight decay, 5 times the budget | +1.20 |")
                .containsOnlyOnce("\n| snapshots, 5 cycles | +0.60 |");
    }

    @Test
    void verdict_betterWithoutRestarts_namesTheBestOfTheSameSeeds() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 912, 912);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 912, 912, 912);
        add(results, "fashion", "cnn", "one-cycle", 915, 916, 917);
        add(results, "fashion", "cnn", "fixed rate", 999, 999);

        assertThat(new ClaimPage(results).detailedVerdict())
                .containsExactly(
                        "On Fashion-MNIST with the cnn, five snapshots of one training predict 91.20 % of the test"
                                + " images right, and the same budget in one cosine cycle 91.20 %: no difference over 3 seeds.",
                        "The last of the five alone reaches 91.10 %: to ask all of them is a gain of 0.10 points.",
                        "Of 2 trainings without restarts one-cycle has the highest mean on these test images, 91.60 %: against"
                                + " one cosine cycle a gain of 0.40 points over 3 seeds (95 % interval +0.15 to +0.65, p = 0.020 by a"
                                + " paired t-test).");
    }

    @Test
    void verdict_ofTheReadme_leavesOutWhatLiesBehindIt() {
        List<CellResult> results = new ArrayList<>();
        add(results, "digits", "mlp", ClaimRecipes.REFERENCE, 990);
        add(results, "digits", "mlp", ClaimRecipes.SNAPSHOTS, 990);
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 918);
        add(results, "fashion", "cnn", ClaimRecipes.INDEPENDENT, 924);
        add(results, "fashion", "cnn", "one-cycle", 920);
        ClaimPage page = new ClaimPage(results);

        assertThat(page.verdict()).hasSize(3);
        assertThat(page.detailedVerdict()).hasSize(5).containsAll(page.verdict());
    }

    @Test
    void verdict_clearBeyondThreeDigits_hasNoProbabilityOfZero() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 800, 800, 800);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 899, 900, 901);

        // t = 100 sqrt(3), p = 1 - t / sqrt(2 + t^2) = 3.3e-5
        assertThat(new ClaimPage(results).detailedVerdict().get(0))
                .endsWith(
                        "a gain of 10.00 points over 3 seeds (95 % interval +9.75 to +10.25, p < 0.001 by a paired t-test).");
    }

    @Test
    void verdict_aSeedWithoutPartner_isInNoNumberOfTheSentence() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 914, 500);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 915, 917);
        add(results, "fashion", "cnn", ClaimRecipes.INDEPENDENT, 920);

        assertThat(new ClaimPage(results).detailedVerdict())
                .containsExactly(
                        "On Fashion-MNIST with the cnn, five snapshots of one training predict 91.60 % of the test images"
                                + " right, and the same budget in one cosine cycle 91.30 %: a gain of 0.30 points over 2 seeds.",
                        "The last of the five alone reaches 91.50 %: to ask all of them is a gain of 0.10 points.",
                        "Five networks trained apart, with a weight decay, for five times the budget, reach 92.00 %, under one seed.");
    }

    @Test
    void page_peersAndDeadNetworks_areInTheTableAlone() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 913);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 917, 918);
        add(results, "fashion", "cnn", "fixed rate", 100, 101);
        add(results, "fashion", "cnn", ClaimRecipes.PEERS, 930, 931);
        ClaimPage page = new ClaimPage(results);

        assertThat(page.markdown())
                .contains("\n| torchensemble's recipe, 5 snapshots | 93.05 % |")
                .contains(
                        "The same recipe gives 93.05 % here, the mean of 2 seeds, with a standard deviation of 0.07 points.")
                .contains(
                        " the others are the same but for what their names tell, and torchensemble's recipe, 5 snapshots,"
                                + " is `./snapshot train")
                .doesNotContain("\n| torchensemble's recipe, 5 snapshots | +")
                .contains("\nNot half as often right as the best: fixed rate. So is a network that has died");
        assertThat(Objects.requireNonNull(page.pictures().get("claim-fashion-cnn.svg"))
                        .svg())
                .contains(">fixed rate<", ">far to the left<")
                .contains(">91.2 %<")
                .doesNotContain(">50 %<")
                .doesNotContain("torchensemble");
    }

    /** The log loss is the share of wrong ones, at a temperature half of it. */
    @Test
    void logLosses_areATableAndWhatIsBeyondChance() {
        List<CellResult> results = new ArrayList<>();
        add(results, "digits", "mlp", ClaimRecipes.REFERENCE, 980, 985, 990);
        add(results, "digits", "mlp", ClaimRecipes.SNAPSHOTS, 985, 985, 985);
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 910, 912, 914);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 915, 918, 921);
        add(results, "fashion", "cnn", ClaimRecipes.LONG_REFERENCE, 930);
        add(results, "fashion", "cnn", ClaimRecipes.LONG_SNAPSHOTS, 910);
        LogLosses logLosses = new ClaimPage(results).logLosses();

        assertThat(logLosses.markdown()).isEqualTo("""
                        | log loss | one cosine cycle | five snapshots | p | at a temperature: one cosine cycle | five snapshots | p |
                        | --- | --: | --: | --: | --: | --: | --: |
                        | Fashion-MNIST, cnn | 0.088 | 0.082 | 0.009 | 0.044 | 0.041 | 0.009 |
                        | Fashion-MNIST, cnn, weight decay, 5 times the budget | 0.070 | 0.090 |  | 0.035 | 0.045 |  |
                        | the digits, mlp | 0.015 | 0.015 | 1.000 | 0.008 | 0.008 | 1.000 |
                        """);
        assertThat(logLosses.sentence())
                .isEqualTo(
                        "Of 4 differences that have a p, 2 have one below 0.05, as of twenty one has where there is none:"
                                + " 2 in favor of five snapshots, 0 of one cosine cycle.");
        assertThat(logLosses.names())
                .isEqualTo("Lower with five snapshots: Fashion-MNIST, cnn; Fashion-MNIST, cnn, at a temperature."
                        + " Lower with one cosine cycle: none.");
    }

    @Test
    void verdict_nothingToCompare_isNone() {
        List<CellResult> results = new ArrayList<>();
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 907);

        assertThat(new ClaimPage(results).verdict()).isEmpty();
        assertThat(new ClaimPage(results).detailedVerdict()).isEmpty();
        assertThat(new ClaimPage(results).pictures()).isEmpty();
    }

    @Test
    void page_hasVerdictPicturesTablesAndThePapers() {
        List<CellResult> results = new ArrayList<>();
        add(results, "digits", "mlp", ClaimRecipes.REFERENCE, 990);
        add(results, "fashion", "cnn", ClaimRecipes.REFERENCE, 912, 913);
        add(results, "fashion", "cnn", ClaimRecipes.SNAPSHOTS, 917, 918);
        ClaimPage page = new ClaimPage(results);

        assertThat(page.markdown())
                .startsWith("# What an ensemble for the price of one training gives\n\nOn Fashion-MNIST with")
                .contains("\n![One budget of epochs, several uses: Fashion-MNIST, cnn](claim-fashion-cnn.svg)\n")
                .contains("\n## digits, mlp\n")
                .contains("| snapshots, 5 cycles | +0.50 |")
                .contains("\n## How to read the tests\n\nThe t-test asks")
                .contains("arXiv 1704.00109");
        assertThat(page.pictures())
                .containsOnlyKeys(
                        "claim-fashion-cnn.svg",
                        "claim-fashion-cnn-dark.svg",
                        "claim-digits-mlp.svg",
                        "claim-digits-mlp-dark.svg");
        assertThat(Objects.requireNonNull(page.pictures().get("claim-fashion-cnn.svg"))
                        .svg())
                .contains(">91.75 %<", ">91.25 %<", ">snapshots, 5 cycles<");
    }

    /** A result for each number of examples that are right, under seeds of 1 and so on. */
    private static void add(List<CellResult> results, String data, String network, String recipe, int... right) {
        for (int seed = 1; seed <= right.length; seed++) {
            BitSet correct = new BitSet();
            correct.set(0, right[seed - 1]);
            results.add(new CellResult(
                    data,
                    network,
                    recipe,
                    seed,
                    List.of(),
                    "",
                    Map.of(
                            CellResult.ACCURACY,
                            right[seed - 1] / 1000.0,
                            CellResult.LAST_ACCURACY,
                            (right[seed - 1] - 1) / 1000.0,
                            CellResult.LOG_LOSS,
                            1 - right[seed - 1] / 1000.0,
                            CellResult.TEMPERED_LOG_LOSS,
                            (1 - right[seed - 1] / 1000.0) / 2),
                    CorrectExamples.text(correct),
                    "",
                    0,
                    "abc",
                    "processor",
                    ""));
        }
    }
}
