package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.validation.Temperature;

class ScoringTest {

    private static final Resampling RESAMPLING = new Resampling(500, 3);
    private static final Lineup LINEUP = new Lineup(
            List.of("cycle-0001", "cycle-0002", "ensemble"),
            2,
            List.of(new Rival(Opponent.BEST_MEMBER, "cycle-0001", 0), new Rival(Opponent.BASELINE, "step", 0)));

    @Test
    void finish_classification_measuresEachModelAndComparesTheRivals() {
        Scoring scoring = new ClassificationScoring(
                LINEUP, new ClassLabels(2, List.of("a", "b")), RESAMPLING, Temperatures.NONE, Optional.empty());
        double[] a = {0.8, 0.2};
        double[] b = {0.2, 0.8};
        for (int row = 0; row < 20; row++) {
            double[] first = row < 5 ? b : a;
            double[] ensemble = row < 2 || row == 19 ? b : a;
            scoring.add(new double[] {1, 0}, new double[][] {first, b, ensemble});
        }

        Scores scores = scoring.finish();

        assertThat(scoring.examples()).isEqualTo(20);
        assertThat(scores.metrics())
                .extracting(metrics -> ((ClassificationMetrics) metrics).accuracy())
                .containsExactly(0.75, 0.0, 0.85);
        assertThat(scores.comparisons()).hasSize(2);
        ClassificationComparison best =
                (ClassificationComparison) scores.comparisons().get(0);
        assertThat(best.opponent()).isEqualTo(Opponent.BEST_MEMBER);
        assertThat(best.mcNemar()).isEqualTo(new McNemar(3, 1));
        assertThat(best.accuracy().value()).isCloseTo(0.1, within(1e-15));
        assertThat(best.accuracy().interval()).isEqualTo(new AccuracyBootstrap(20, 3, 1).interval(0.95));
        assertThat(best.logLoss().value()).isCloseTo(-0.1 * (Math.log(0.8) - Math.log(0.2)), within(1e-14));
        assertThat(best.logLoss().interval().low()).isLessThan(best.logLoss().value());
        assertThat(best.logLoss().interval().high())
                .isGreaterThan(best.logLoss().value());
        assertThat(scores.comparisons().get(1).against()).isEqualTo("step");
        assertThat(scores.comparisons().get(1).opponent()).isEqualTo(Opponent.BASELINE);
    }

    @Test
    void finish_identicalModels_differByNothing() {
        Scoring scoring = new ClassificationScoring(
                LINEUP, new ClassLabels(2, List.of("a", "b")), RESAMPLING, Temperatures.NONE, Optional.empty());
        double[] row = {0.7, 0.3};
        scoring.add(new double[] {1, 0}, new double[][] {row, row, row});

        ClassificationComparison same =
                (ClassificationComparison) scoring.finish().comparisons().get(0);

        assertThat(same.accuracy()).isEqualTo(new PairedDifference(0, new Interval(0, 0, 0.95)));
        assertThat(same.logLoss()).isEqualTo(new PairedDifference(0, new Interval(0, 0, 0.95)));
        assertThat(same.mcNemar().pValue()).isEqualTo(1);
        assertThat(same.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(same.logLossOutcome()).isEqualTo(Outcome.UNDECIDED);
    }

    /** A model that is surer than it should be gains by its temperature, and the difference of log losses with it. */
    @Test
    void finish_temperatures_comparesEachModelAtItsOwn() {
        Temperature ofFirst = new Temperature(2, 1, 1);
        Temperature ofEnsemble = new Temperature(0.5, 1, 1);
        Scoring scoring = new ClassificationScoring(
                LINEUP,
                new ClassLabels(2, List.of("a", "b")),
                RESAMPLING,
                new Temperatures(Map.of(0, ofFirst, 2, ofEnsemble)),
                Optional.empty());
        double[] sure = {0.9, 0.1};
        double[] modest = {0.75, 0.25};
        for (int row = 0; row < 20; row++) {
            double[] label = row % 4 == 0 ? new double[] {0, 1} : new double[] {1, 0};
            scoring.add(label, new double[][] {sure, sure, modest});
        }

        ClassificationComparison best =
                (ClassificationComparison) scoring.finish().comparisons().get(0);

        assertThat(best.logLoss().value()).isCloseTo(logLoss(0.75) - logLoss(0.9), within(1e-14));
        TemperedComparison tempered = best.tempered().orElseThrow();
        assertThat(tempered.temperature()).isEqualTo(2);
        assertThat(tempered.logLoss().value())
                .as("9 : 1 at temperature 2 is 3 : 1, and 3 : 1 at a half is 9 : 1")
                .isCloseTo(logLoss(0.9) - logLoss(0.75), within(1e-14));
        assertThat(tempered.logLoss().interval().low())
                .isLessThan(tempered.logLoss().value());
        assertThat(tempered.logLoss().interval().high())
                .isGreaterThan(tempered.logLoss().value());
    }

    /** Where three in four are of the class that has this probability. */
    private static double logLoss(double probability) {
        return -(3 * Math.log(probability) + Math.log(1 - probability)) / 4;
    }

    @Test
    void finish_regression_measuresEachModelAndComparesTheRivals() {
        Scoring scoring = new RegressionScoring(LINEUP, List.of("y"), RESAMPLING);
        for (int row = 0; row < 30; row++) {
            scoring.add(new double[] {row}, new double[][] {{row + 2}, {row - 3 - row % 2}, {row + 1 + 0.01 * (row % 3)}
            });
        }

        Scores scores = scoring.finish();

        RegressionMetrics first = (RegressionMetrics) scores.metrics().get(0);
        assertThat(first.rmse()).isCloseTo(2, within(1e-15));
        assertThat(first.rmseInterval()).isEqualTo(new Interval(2, 2, 0.95));
        RegressionMetrics second = (RegressionMetrics) scores.metrics().get(1);
        assertThat(second.rmse())
                .isBetween(second.rmseInterval().low(), second.rmseInterval().high());
        RegressionComparison best = (RegressionComparison) scores.comparisons().get(0);
        assertThat(best.rmse().value()).isCloseTo(-0.99, within(0.001));
        assertThat(best.outcome()).isEqualTo(Outcome.BETTER);
    }

    @Test
    void add_regressionLabelNotFinite_namesTheRow() {
        Scoring scoring = new RegressionScoring(LINEUP, List.of("y"), RESAMPLING);
        scoring.add(new double[] {1}, new double[][] {{1}, {1}, {1}});

        assertThatThrownBy(() -> scoring.add(new double[] {Double.NaN}, new double[][] {{1}, {1}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1: label of column 0 must be finite, was NaN");
        assertThatThrownBy(() -> scoring.add(new double[] {1, 2}, new double[][] {{1}, {1}, {1}}))
                .hasMessage("row 1: label must have 1 columns, had 2");
    }

    @Test
    void add_classLabelNotOneHot_namesTheRow() {
        Scoring scoring = new ClassificationScoring(
                LINEUP, new ClassLabels(2, List.of("a", "b")), RESAMPLING, Temperatures.NONE, Optional.empty());
        double[] row = {0.7, 0.3};
        scoring.add(new double[] {1, 0}, new double[][] {row, row, row});

        assertThatThrownBy(() -> scoring.add(new double[] {1, 1}, new double[][] {row, row, row}))
                .hasMessageStartingWith("row 1: label must be one-hot");
    }
}
