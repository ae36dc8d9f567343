package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Cascade;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.ensemble.CascadeRule;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;

class CombinationTest {

    private static final MultiDataSet TEST = TinyRuns.classification(50, 3);

    @TempDir
    static Path folder;

    private static Ensemble classifier;

    @BeforeAll
    static void train() {
        classifier = Ensemble.load(TinyRuns.classifier(folder.resolve("classifier")));
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    private static EnsembleReport report(Combiner rule) {
        return EnsembleEvaluator.of(classifier.with(rule)).evaluate(BatchSource.inOrder(TEST, 20));
    }

    @Test
    void evaluate_mean_asksAllMembersWithoutWeights() {
        assertThat(report(Combiner.mean()).combination()).isEqualTo(Combination.ofAll(3));
    }

    @Test
    void evaluate_weights_givesSharesAndAsksThoseWithAWeight() {
        Combination combination = report(Combiner.weighted("greedy", 3, 0, 1)).combination();

        assertThat(combination.membersAsked()).isEqualTo(new MembersAsked(2, 3));
        assertThat(combination.weights())
                .containsExactly(
                        new MemberWeight("cycle-0001", 3, 0.75),
                        new MemberWeight("cycle-0002", 0, 0),
                        new MemberWeight("cycle-0003", 1, 0.25));
        assertThat(combination.cascade()).isEmpty();
    }

    /** What really asks no more than it must has the last word on what was asked. */
    @Test
    void evaluate_cascade_costsWhatTheCascadeAsks() {
        CascadeRule rule = new CascadeRule(List.of(2, 0, 1), 0.6);
        EnsembleReport report = report(Combiner.cascade(rule));
        double asked =
                new Cascade(classifier, rule).predict(TEST.getFeatures(0)).meanMembersAsked();
        CascadeFigures figures = report.combination().cascade().orElseThrow();

        assertThat(report.combination().membersAsked().mean())
                .isCloseTo(asked, within(0.04))
                .isBetween(1.1, 2.9);
        assertThat(figures.order()).containsExactly("cycle-0003", "cycle-0001", "cycle-0002");
        assertThat(figures.used().threshold()).isEqualTo(0.6);
        assertThat(figures.used().accuracy()).isEqualTo(report.ensemble().accuracy());
        assertThat(figures.used().membersAsked())
                .isEqualTo(report.combination().membersAsked().mean());
        assertThat(figures.accuracyOfAll())
                .isEqualTo(report(Combiner.mean()).ensemble().accuracy());
        assertThat(figures.curve()).hasSizeBetween(5, 14).contains(figures.used());
        assertThat(figures.curve()).extracting(CascadePoint::membersAsked).isSorted();
        assertThat(figures.curve().get(0).accuracy())
                .isEqualTo(report.lastMember().accuracy());
        assertThat(report.verdict().sentence()).doesNotContain("3 times the cost");
    }

    @Test
    void evaluate_cascadeAtATemperature_isMeasuredAsTheCascade() {
        CascadeRule rule = new CascadeRule(List.of(2, 0, 1), 0.6);

        assertThat(report(Combiner.tempered(Combiner.cascade(rule), 2)).combination())
                .isEqualTo(report(Combiner.cascade(rule)).combination());
    }

    @Test
    void wrongFigures_areRefused() {
        assertThatThrownBy(() -> new MembersAsked(0.5, 3)).hasMessage("mean must be >= 1 and <= 3, was 0.5");
        assertThatThrownBy(() -> new MembersAsked(1, 0)).hasMessage("of must be > 0, was 0");
        assertThatThrownBy(() -> new MemberWeight("a", -1, 0)).hasMessage("given must be finite and >= 0, was -1.0");
        assertThatThrownBy(() -> new MemberWeight("a", 1, 1.5)).hasMessage("share must be in [0, 1], was 1.5");
        assertThatThrownBy(() ->
                        new Combination(MembersAsked.all(2), List.of(new MemberWeight("a", 1, 1)), Optional.empty()))
                .hasMessage("weights must be one a member, were 1 for 2 members");
        assertThatThrownBy(() -> new CascadeFigures(List.of("a"), new CascadePoint(1, 1, 1), 1, List.of()))
                .hasMessage("curve must contain CascadePoint[threshold=1.0, accuracy=1.0, membersAsked=1.0], was []");
    }
}
