package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.network.OutputKind;

class CascadeTallyTest {

    /** The second member is asked first; it is sure enough of the first example alone, and the first member turns the other. */
    @Test
    void at_twoExamples_isWhatOneComputesByHand() {
        CascadeTally tally = new CascadeTally(List.of(1, 0));
        tally.add(List.of(new double[] {0.6, 0.4}, new double[] {0.9, 0.1}), 0);
        tally.add(List.of(new double[] {0.9, 0.1}, new double[] {0.45, 0.55}), 0);

        assertThat(tally.at(0.55)).isEqualTo(new CascadePoint(0.55, 0.5, 1));
        assertThat(tally.at(0.56)).isEqualTo(new CascadePoint(0.56, 1, 1.5));
        assertThat(tally.at(1)).isEqualTo(new CascadePoint(1, 1, 2));
        assertThat(tally.accuracyOfAll()).isEqualTo(1);
        assertThat(tally.curve(2))
                .containsExactly(
                        new CascadePoint(0.55, 0.5, 1), new CascadePoint(0.9, 1, 1.5), new CascadePoint(1, 1, 2));
    }

    /** All find 3 of 4 and the first 2: one is lost, none won. Where none is lost it is z² / (n + z²). */
    @Test
    void largestLoss_oneOfFourLost_isTheBoundOfTheScoreTest() {
        CascadeTally tally = new CascadeTally(List.of(0, 1));
        tally.add(List.of(new double[] {0.6, 0.4}, new double[] {0.1, 0.9}), 1);
        tally.add(List.of(new double[] {0.9, 0.1}, new double[] {0.9, 0.1}), 1);
        tally.add(List.of(new double[] {0.9, 0.1}, new double[] {0.9, 0.1}), 0);
        tally.add(List.of(new double[] {0.9, 0.1}, new double[] {0.9, 0.1}), 0);

        assertThat(tally.largestLoss(0.5)).isCloseTo(0.6438319914, within(1e-9));
        assertThat(tally.largestLoss(0.7)).isCloseTo(2.7055434541 / 6.7055434541, within(1e-9));
        assertThat(tally.largestHiddenLoss()).isEqualTo(tally.largestLoss(0.7));
    }

    /** What a program of its own finds, whose share of won examples SciPy's bounded minimizer finds, too. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 144, 0.01162562377630",
        "1, 0, 144, 0.03052396958785",
        "2, 2, 6000, 0.00070957320525",
        "62, 60, 4000, 0.00509387303591",
        "0, 0, 2703, 0.00099994009349",
        "4, 0, 4, 1",
    })
    void pairedLoss_isTheRootOfTangosStatistic(int lost, int won, int examples, double largest) {
        assertThat(new PairedLoss(lost, won, examples).largest()).isCloseTo(largest, within(1e-10));
    }

    /** A loss that is there is covered in nineteen of twenty samples, also where most of these have no loss at all. */
    @ParameterizedTest(name = "of {0} examples {1} lost and {2} won")
    @CsvSource({"144, 0.02, 0", "144, 0.02, 0.02", "2000, 0.003, 0.001", "144, 0.004, 0"})
    void pairedLoss_coversTheTruthAsOftenAsItSays(int examples, double lost, double won) {
        SplittableRandom random = new SplittableRandom(11);
        int covered = 0;
        for (int sample = 0; sample < 2_000; sample++) {
            int countLost = 0;
            int countWon = 0;
            for (int example = 0; example < examples; example++) {
                double drawn = random.nextDouble();
                countLost += drawn < lost ? 1 : 0;
                countWon += drawn >= lost && drawn < lost + won ? 1 : 0;
            }
            covered += new PairedLoss(countLost, countWon, examples).largest() >= lost - won ? 1 : 0;
        }
        assertThat(covered).isGreaterThan(1_860);
    }

    /** A single column is the probability of class 1: 0.2 is as sure of class 0 as 0.8 is of class 1. */
    @Test
    void at_singleColumn_isSureOfEitherClass() {
        CascadeTally tally = new CascadeTally(List.of(0, 1));
        tally.add(List.of(new double[] {0.2}, new double[] {0.2}), 0);
        tally.add(List.of(new double[] {0.8}, new double[] {0.1}), 0);

        assertThat(tally.at(0.75)).isEqualTo(new CascadePoint(0.75, 0.5, 1));
        assertThat(tally.accuracyOfAll()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void at_anyAnswers_findsWhatTheCombinerFinds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int classes = random.nextInt(1, 4);
        CascadeRule rule = new CascadeRule(List.of(2, 0, 1), random.nextDouble(0.4, 0.9));
        INDArray members = Nd4j.zeros(3, 40, classes);
        CascadeTally tally = new CascadeTally(rule.order());
        int[] truths = random.ints(40, 0, Math.max(2, classes)).toArray();
        for (int example = 0; example < truths.length; example++) {
            List<double[]> answers = new ArrayList<>();
            for (int member = 0; member < 3; member++) {
                double[] answer = answer(random, classes);
                answers.add(answer);
                for (int column = 0; column < classes; column++) {
                    members.putScalar(member, example, column, answer[column]);
                }
            }
            tally.add(answers, truths[example]);
        }
        INDArray combined =
                Combiner.cascade(rule).combine(members, classes == 1 ? OutputKind.BINARY : OutputKind.MULTICLASS);
        int found = 0;
        for (int example = 0; example < truths.length; example++) {
            found += LikeliestClass.of(combined.getRow(example).toDoubleVector()) == truths[example] ? 1 : 0;
        }

        assertThat(tally.at(rule.threshold()).accuracy()).isEqualTo(found / 40.0);
        assertThat(tally.at(rule.threshold()).membersAsked()).isBetween(1.0, 3.0);
    }

    /** Probabilities in eighths, which a float holds whole. */
    private static double[] answer(SplittableRandom random, int classes) {
        double[] answer = new double[classes];
        int left = 8;
        for (int column = 0; column + 1 < classes; column++) {
            int part = random.nextInt(left + 1);
            answer[column] = part / 8.0;
            left -= part;
        }
        answer[classes - 1] = (classes == 1 ? random.nextInt(9) : left) / 8.0;
        return answer;
    }
}
