package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

class BestMemberTest {

    @Test
    void of_accuracies_isTheHighest() {
        assertThat(BestMember.of(List.of(member(0.8, 0.1), member(0.9, 0.5), member(0.7, 0.1))))
                .isEqualTo(new BestMember(1, BestMemberChoice.VALIDATION_ACCURACY));
    }

    @Test
    void of_equalAccuracies_isTheLowerLogLoss() {
        assertThat(BestMember.of(List.of(member(0.9, 0.3), member(0.9, 0.2), member(0.9, 0.4)))
                        .index())
                .isEqualTo(1);
    }

    @Test
    void of_equalFigures_isTheLater() {
        assertThat(BestMember.of(List.of(member(0.9, 0.2), member(0.9, 0.2), member(0.8, 0.2)))
                        .index())
                .isEqualTo(1);
    }

    @Test
    void of_regression_isTheLowestLoss() {
        assertThat(BestMember.of(List.of(regression(0.5), regression(0.3), regression(0.4))))
                .isEqualTo(new BestMember(1, BestMemberChoice.VALIDATION_LOSS));
    }

    @Test
    void of_aMemberWithoutFigures_isTheLast() {
        assertThat(BestMember.of(List.of(member(0.9, 0.2), member(Optional.empty()))))
                .isEqualTo(new BestMember(1, BestMemberChoice.LAST_MEMBER));
        assertThat(BestMember.of(List.of(member(Optional.empty()), member(0.1, 5), member(0.9, 0.2), member(0.1, 5))))
                .isEqualTo(new BestMember(3, BestMemberChoice.LAST_MEMBER));
    }

    private static Snapshot member(double accuracy, double logLoss) {
        return member(Optional.of(new ValidationFigures.OfClassification(accuracy, logLoss)));
    }

    private static Snapshot regression(double loss) {
        return member(Optional.of(new ValidationFigures.OfRegression(loss)));
    }

    private static Snapshot member(Optional<ValidationFigures> figures) {
        return new Snapshot("cycle-0001", 0, 9, 0, 0.1, "snapshots/cycle-0001.zip", "0".repeat(64), 1, figures);
    }
}
