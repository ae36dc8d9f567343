package org.snapshotensemble.evaluation.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.WavyMembers;

/** Against SciPy 1.10.1's entropy and NumPy's var, on the same formulas. */
class UncertaintyTest {

    private static List<double[]> members(int example) {
        return IntStream.range(0, 3)
                .mapToObj(member -> WavyMembers.probabilities(member, example))
                .toList();
    }

    private static boolean isRight(int example) {
        double[] sum = new double[WavyMembers.CLASSES];
        members(example).forEach(row -> IntStream.range(0, sum.length).forEach(label -> sum[label] += row[label]));
        int actual = WavyMembers.actual(example);
        return IntStream.range(0, sum.length).allMatch(label -> sum[label] <= sum[actual]);
    }

    @Test
    void means_ofRightAndWrong_areWhatScipyComputes() {
        ClassUncertaintyTally tally = new ClassUncertaintyTally();
        for (int example = 0; example < WavyMembers.EXAMPLES; example++) {
            tally.add(members(example), isRight(example));
        }
        MeanUncertainty means = tally.means();
        assertThat(means.right().entropy()).isCloseTo(0.9333905956386124, within(1e-9));
        assertThat(means.right().mutualInformation()).isCloseTo(0.16114294919858044, within(1e-9));
        assertThat(means.wrong().entropy()).isCloseTo(1.179570060362357, within(1e-9));
        assertThat(means.wrong().mutualInformation()).isCloseTo(0.2500132734936947, within(1e-9));
    }

    @Test
    void membersThatAgree_haveNoMutualInformation() {
        ClassUncertainty unsure = ClassUncertainty.of(List.of(new double[] {0.5, 0.5}, new double[] {0.5, 0.5}));
        assertThat(unsure.entropy()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(unsure.mutualInformation()).isZero();
    }

    @Test
    void membersThatAreSureOfDifferentClasses_haveNothingElse() {
        ClassUncertainty torn = ClassUncertainty.of(List.of(new double[] {1, 0}, new double[] {0, 1}));
        assertThat(torn.entropy()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(torn.mutualInformation()).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void tally_withoutAWrongExample_hasNoMeanOfThem() {
        ClassUncertaintyTally tally = new ClassUncertaintyTally();
        tally.add(List.of(new double[] {1, 0}), true);
        assertThat(tally.means().right()).isEqualTo(new ClassUncertainty(0, 0));
        assertThat(tally.means().wrong().entropy()).isNaN();
    }

    @Test
    void coverage_isWhatNumpyComputes() {
        CoverageTally tally = new CoverageTally();
        for (int example = 0; example < WavyMembers.EXAMPLES; example++) {
            List<double[]> two = members(example).stream()
                    .map(row -> new double[] {row[0], row[1]})
                    .toList();
            tally.add(two, new double[] {0.25 + 0.2 * Math.sin(example), 0.25 + 0.2 * Math.cos(example)});
        }
        assertThat(tally.coverage().spread()).isCloseTo(0.15305220872927613, within(1e-9));
        assertThat(tally.coverage().coverage()).isCloseTo(0.4425, within(1e-12));
    }

    /** Members at 1 and 3: mean 2, deviation 1; 3.9 lies within 1.96 of it and 4 does not. */
    @Test
    void coverage_ofTwoValues_isWhatOneComputesByHand() {
        CoverageTally tally = new CoverageTally();
        tally.add(List.of(new double[] {1, 1}, new double[] {3, 3}), new double[] {3.9, 4});
        assertThat(tally.coverage()).isEqualTo(new Coverage(1, 0.5));
    }
}
