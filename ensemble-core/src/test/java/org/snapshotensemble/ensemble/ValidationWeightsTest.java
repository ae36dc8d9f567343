package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

final class ValidationWeightsTest {

    private static Snapshot member(int cycle, Optional<ValidationFigures> figures) {
        return new Snapshot("cycle-000" + cycle, cycle, 9, 0, 0.1, "a.zip", "0".repeat(64), 1, figures);
    }

    @Test
    void of_classification_areTheAccuracies() {
        assertThat(ValidationWeights.of(List.of(
                        member(1, Optional.of(new ValidationFigures.OfClassification(0.25, 3))),
                        member(2, Optional.of(new ValidationFigures.OfClassification(0.75, 1))))))
                .containsExactly(0.25, 0.75);
    }

    @Test
    void of_regression_areTheInverseSquaredErrors() {
        assertThat(ValidationWeights.of(List.of(
                        member(1, Optional.of(new ValidationFigures.OfRegression(4))),
                        member(2, Optional.of(new ValidationFigures.OfRegression(0.5))))))
                .containsExactly(0.25, 2);
    }

    @Test
    void of_membersWithoutAnyError_countAlone() {
        assertThat(ValidationWeights.of(List.of(
                        member(1, Optional.of(new ValidationFigures.OfRegression(0))),
                        member(2, Optional.of(new ValidationFigures.OfRegression(1e-9))),
                        member(3, Optional.of(new ValidationFigures.OfRegression(0))))))
                .containsExactly(1, 0, 1);
    }

    @Test
    void of_memberWithoutFigures_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValidationWeights.of(List.of(
                        member(1, Optional.of(new ValidationFigures.OfClassification(0.25, 3))),
                        member(2, Optional.empty()))))
                .withMessage("members must have validation figures to be weighted by, cycle-0002 has none");
    }
}
