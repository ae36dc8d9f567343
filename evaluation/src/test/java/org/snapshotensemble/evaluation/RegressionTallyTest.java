package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegressionTallyTest {

    private static final Interval ANY = new Interval(0, 1, 0.95);

    @Test
    void metrics_threeExamplesOfTwoColumns_areThoseComputedByHand() {
        RegressionTally tally = new RegressionTally("model", 2);
        double[][] labels = {{1, 10}, {2, 10}, {3, 13}};
        double[][] predictions = {{1, 11}, {2, 12}, {5, 13}};
        for (int row = 0; row < 3; row++) {
            tally.add(labels[row], predictions[row]);
        }

        RegressionMetrics metrics = tally.metrics(variation(labels), ANY);

        // Squared errors 0, 0, 4 and 1, 4, 0; squared deviations 2 and 6.
        assertThat(metrics.examples()).isEqualTo(3);
        assertThat(metrics.rmse()).isCloseTo(Math.sqrt(9.0 / 6), within(1e-15));
        assertThat(metrics.mae()).isCloseTo(5.0 / 6, within(1e-15));
        assertThat(metrics.r2()).isCloseTo((-1 + 1.0 / 6) / 2, within(1e-15));
        assertThat(metrics.perColumn().get(0).rmse()).isCloseTo(Math.sqrt(4.0 / 3), within(1e-15));
        assertThat(metrics.perColumn().get(0).r2()).isEqualTo(-1);
        assertThat(metrics.perColumn().get(1).mae()).isEqualTo(1);
        assertThat(tally.meanSquares()).containsExactly(0.5, 2, 2);
    }

    @Test
    void r2_labelsAllEqual_isOneOnlyIfExact() {
        double[][] labels = {{0.1, 0.1}, {0.1, 0.1}, {0.1, 0.1}};
        RegressionTally tally = new RegressionTally("model", 2);
        for (double[] label : labels) {
            tally.add(label, new double[] {0.1, 0.2});
        }

        RegressionMetrics metrics = tally.metrics(variation(labels), ANY);

        assertThat(metrics.perColumn()).extracting(ColumnMetrics::r2).containsExactly(1.0, 0.0);
    }

    @Test
    void add_predictionNotFinite_namesModelRowAndColumn() {
        RegressionTally tally = new RegressionTally("cycle-0003", 1);

        assertThatThrownBy(() -> tally.add(new double[] {1}, new double[] {Double.POSITIVE_INFINITY}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cycle-0003, row 0: prediction of column 0 must be finite, was Infinity");
    }

    static Stream<JsonNode> golden() {
        return Golden.cases("regression");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void metrics_goldenData_areThoseOfAnotherImplementation(JsonNode golden) {
        double[][] labels = rows(golden.get("labels"));
        double[][] predictions = rows(golden.get("predictions"));
        RegressionTally tally = new RegressionTally("model", labels[0].length);
        for (int row = 0; row < labels.length; row++) {
            tally.add(labels[row], predictions[row]);
        }

        RegressionMetrics metrics = tally.metrics(variation(labels), ANY);

        assertThat(metrics.rmse()).isCloseTo(golden.get("rmse").doubleValue(), within(1e-15));
        assertThat(metrics.mae()).isCloseTo(golden.get("mae").doubleValue(), within(1e-14));
        assertThat(metrics.r2()).isCloseTo(golden.get("r2").doubleValue(), within(1e-14));
        for (int column = 0; column < labels[0].length; column++) {
            ColumnMetrics found = metrics.perColumn().get(column);
            assertThat(found.name()).isEqualTo(Integer.toString(column));
            assertThat(found.rmse())
                    .isCloseTo(golden.get("columnRmse").get(column).doubleValue(), within(1e-14));
            assertThat(found.mae())
                    .isCloseTo(golden.get("columnMae").get(column).doubleValue(), within(1e-14));
            assertThat(found.r2()).isCloseTo(golden.get("columnR2").get(column).doubleValue(), within(1e-14));
        }
    }

    private static double[][] rows(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(row -> Golden.doubles(array.get(row)))
                .toArray(double[][]::new);
    }

    private static LabelVariation variation(double[][] labels) {
        int columns = labels[0].length;
        return LabelVariation.of(
                IntStream.range(0, columns).mapToObj(Integer::toString).toList(),
                IntStream.range(0, columns)
                        .mapToObj(column -> Stream.of(labels)
                                .mapToDouble(row -> row[column])
                                .toArray())
                        .toList());
    }
}
