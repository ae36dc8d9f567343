package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

final class CombineRuleTest {

    /** Two members, one example, one value: 0 and 1, so that the mean is the second one's weight. */
    private static final INDArray ANSWERS = Nd4j.createFromArray(0f, 1f).reshape(2, 1, 1);

    private static Snapshot member(ValidationFigures figures) {
        return new Snapshot("cycle-0001", 0, 9, 0, 0.1, "a.zip", "0".repeat(64), 1, Optional.of(figures));
    }

    private static double weightOfTheSecond(ValidationFigures first, ValidationFigures second) {
        return CombineRule.WEIGHTED
                .combiner(List.of(member(first), member(second)))
                .combine(ANSWERS, OutputKind.REGRESSION)
                .getDouble(0);
    }

    @Test
    void weighted_classification_weighsByAccuracy() {
        double weight = weightOfTheSecond(
                new ValidationFigures.OfClassification(0.25, 1), new ValidationFigures.OfClassification(0.75, 1));
        assertThat(weight).isEqualTo(0.75, within(1e-12));
    }

    @Test
    void weighted_regression_weighsByTheInverseSquaredError() {
        double weight = weightOfTheSecond(new ValidationFigures.OfRegression(4), new ValidationFigures.OfRegression(1));
        assertThat(weight).isEqualTo(0.8, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(CombineRule.class)
    void parse_lowerCaseName_isTheRule(CombineRule rule) {
        assertThat(CombineRule.parse(rule.name().toLowerCase(Locale.ROOT))).isEqualTo(rule);
    }

    @Test
    void parse_otherCase_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CombineRule.parse("Mean"))
                .withMessage("unknown rule \"Mean\", known are: mean, weighted, geometric, vote");
    }
}
