package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

final class ExampleScoresTest {

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    @Test
    void against_classification_countsWhatOneAloneGetsRight() {
        ExampleScores one = ExampleScores.ofClassification(bits(0, 1, 2), new double[] {0.1, 0.2, 0.3, 1.4});
        ExampleScores other = ExampleScores.ofClassification(bits(0, 3), new double[] {0.1, 1.2, 1.3, 0.4});
        ClassificationComparison pair = (ClassificationComparison) one.against("runs/other", other);
        assertThat(pair.opponent()).isEqualTo(Opponent.OTHER_RUN);
        assertThat(pair.against()).isEqualTo("runs/other");
        assertThat(pair.mcNemar()).isEqualTo(new McNemar(2, 1));
        // Of three that differ, at most one: (1 + 3) / 8, twice.
        assertThat(pair.mcNemar().pValue()).isEqualTo(1);
        assertThat(pair.accuracy().value()).isEqualTo(0.25);
        // 2.0 / 4 less 3.0 / 4
        assertThat(pair.logLoss().value()).isCloseTo(-0.25, within(1e-15));
        assertThat(pair.logLoss().interval().low()).isCloseTo(-1, within(1e-12));
        assertThat(pair.outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void against_itself_isNoDifference() {
        ExampleScores one = ExampleScores.ofClassification(bits(1), new double[] {2, 0.5});
        ClassificationComparison pair = (ClassificationComparison) one.against("itself", one);
        assertThat(pair.mcNemar()).isEqualTo(new McNemar(0, 0));
        assertThat(pair.logLoss()).isEqualTo(new PairedDifference(0, new Interval(0, 0, Interval.REPORT_LEVEL)));
    }

    @Test
    void against_regression_isTheDifferenceOfRootMeanSquares() {
        RegressionComparison pair = (RegressionComparison) ExampleScores.ofRegression(new double[] {1, 7})
                .against("other", ExampleScores.ofRegression(new double[] {9, 9}));
        assertThat(pair.rmse().value()).isEqualTo(-1);
        // Both draws the first example, or both the second.
        assertThat(pair.rmse().interval().low()).isEqualTo(-2);
        assertThat(pair.rmse().interval().high()).isCloseTo(Math.sqrt(7) - 3, within(1e-12));
    }

    @Test
    void against_otherExamples_isRefused() {
        ExampleScores two = ExampleScores.ofRegression(new double[] {1, 4});
        assertThatThrownBy(() -> two.against("other", ExampleScores.ofRegression(new double[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the other ensemble must be measured on the same 2 examples of the same task, was on 1");
    }
}
