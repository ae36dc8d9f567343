package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.uncertainty.Coverage;

class EnsembleReportTest {

    private static final Metrics REGRESSION = new RegressionMetrics(
            4, 0.5, new Interval(0.4, 0.6, 0.95), 0.3, 0.9, List.of(new ColumnMetrics("y", 0.5, 0.3, 0.9)));
    private static final Metrics CLASSIFICATION = new ClassificationMetrics(
            ConfusionMatrix.of(new int[][] {{3, 1}, {0, 4}}), List.of("no", "yes"), 0.25, 0.125);

    @Test
    void accuracy_ofARegression_saysWhatToAskInstead() {
        MemberScore score = new MemberScore("cycle-0001", 0, 9, 0.1, REGRESSION);

        assertThatThrownBy(score::accuracy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the report of a regression has no accuracy, log loss, Brier score or F1:"
                        + " ask for rmse(), mae() or r2()");
        assertThat(score.rmse()).isEqualTo(0.5);
        assertThat(score.rmseInterval()).isEqualTo(new Interval(0.4, 0.6, 0.95));
        assertThat(score.mae()).isEqualTo(0.3);
        assertThat(score.r2()).isEqualTo(0.9);
        assertThat(score.perColumn()).hasSize(1);
    }

    @Test
    void rmse_ofAClassification_saysWhatToAskInstead() {
        MemberScore score = new MemberScore("cycle-0001", 0, 9, 0.1, CLASSIFICATION);

        assertThatThrownBy(score::rmse)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the report of a classification has no RMSE, MAE or R²:"
                        + " ask for accuracy(), logLoss(), brier() or macroF1()");
        assertThat(score.accuracy()).isEqualTo(0.875);
        assertThat(score.logLoss()).isEqualTo(0.25);
        assertThat(score.brier()).isEqualTo(0.125);
        assertThat(score.confusion().count(0, 1)).isEqualTo(1);
        assertThat(score.perClass()).extracting(ClassMetrics::name).containsExactly("no", "yes");
        assertThat(score.accuracyInterval().low()).isLessThan(0.875);
        assertThat(score.macroF1()).isBetween(0.87, 0.88);
    }

    @Test
    void lastMember_twoMembers_isTheSecond() {
        MemberScore first = new MemberScore("cycle-0001", 0, 9, 0.1, CLASSIFICATION);
        MemberScore second = new MemberScore("cycle-0002", 1, 19, 0.1, CLASSIFICATION);

        assertThat(report(first, List.of(first, second)).lastMember()).isEqualTo(second);
    }

    @Test
    void constructor_bestMemberThatIsNoMember_isRefused() {
        MemberScore first = new MemberScore("cycle-0001", 0, 9, 0.1, CLASSIFICATION);
        MemberScore stranger = new MemberScore("cycle-0009", 8, 99, 0.1, CLASSIFICATION);

        assertThatThrownBy(() -> report(stranger, List.of(first)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bestMember must be one of members, was cycle-0009");
    }

    @Test
    void withNote_ofAReportThatHasOne_isACopyWithBothInOrder() {
        MemberScore member = new MemberScore("cycle-0001", 0, 9, 0.1, CLASSIFICATION);
        EnsembleReport plain = report(member, List.of(member));

        EnsembleReport noted = plain.withNote("first").withNote("second");

        assertThat(plain.notes()).isEmpty();
        assertThat(noted.notes()).containsExactly("first", "second");
        assertThat(noted.verdict()).isEqualTo(plain.verdict());
        assertThat(noted).isNotEqualTo(plain);
        assertThatThrownBy(() -> plain.withNote(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("notes must not be blank, were [ ]");
    }

    @Test
    void constructors_numbersOutOfRange_nameParameterValueAndRule() {
        assertThatThrownBy(() -> new Interval(2, 1, 0.95)).hasMessage("low must be <= high, was 2.0 > 1.0");
        assertThatThrownBy(() -> new Interval(Double.NaN, 1, 0.95)).hasMessage("low must be finite, was NaN");
        assertThatThrownBy(() -> new Interval(0, 1, 1)).hasMessage("level must be > 0 and < 1, was 1.0");
        assertThatThrownBy(() -> new ClassMetrics("a", 2, 3, 4)).hasMessage("hits must be between 0 and 2, was 4");
        assertThatThrownBy(() -> new MemberScore("a", -1, 0, 0.1, CLASSIFICATION))
                .hasMessage("cycle must be >= 0, was -1");
        assertThatThrownBy(() -> new CombinedScore("a", 0, CLASSIFICATION)).hasMessage("members must be > 0, was 0");
        assertThatThrownBy(() -> new ColumnMetrics("y", -1, 0, 0)).hasMessage("rmse must be finite and >= 0, was -1.0");
        assertThatThrownBy(() -> new Resampling(0, 1)).hasMessage("resamples must be > 0, was 0");
    }

    private static EnsembleReport report(MemberScore best, List<MemberScore> members) {
        CombinedScore ensemble = new CombinedScore("ensemble", members.size(), CLASSIFICATION);
        Provenance provenance = new Provenance(
                "run",
                Optional.empty(),
                "data",
                "test",
                "",
                OptionalLong.of(1),
                "mean",
                Map.of(),
                "machine",
                0,
                1,
                8,
                10,
                1);
        return new EnsembleReport(
                provenance,
                ensemble,
                best,
                BestMemberChoice.LAST_MEMBER,
                members,
                members.stream().map(member -> ensemble).toList(),
                List.of(),
                List.of(),
                new Verdict(Recommendation.DO_NOT_ENSEMBLE, "no"),
                new RegressionAnalysis(new Coverage(0, 0)));
    }
}
