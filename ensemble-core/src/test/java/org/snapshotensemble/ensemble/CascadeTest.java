package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.SnapshotTrainer;

class CascadeTest {

    private static final int EXAMPLES = 90;
    private static final DataSet DATA = TestNetworks.classification(EXAMPLES, 1);

    @TempDir
    Path folder;

    private Ensemble trained(Model model) {
        return Ensemble.load(SnapshotTrainer.of(model, Schedules.snapshotCosine(0.1, 36, 3))
                .saveTo(folder.resolve("run"))
                .epochs(3)
                .train(BatchSource.shuffled(DATA.getFeatures(), DATA.getLabels(), 8, 3))
                .folder());
    }

    @ParameterizedTest
    @CsvSource({
        "MultiLayerNetwork, 0.4",
        "MultiLayerNetwork, 0.7",
        "ComputationGraph, 0.7",
        "ComputationGraph, 1",
    })
    void predict_givesWhatTheRuleGivesFromAllAnswers(String kind, double threshold) {
        try (Ensemble ensemble = trained(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)))) {
            CascadeRule rule = new CascadeRule(List.of(2, 0, 1), threshold);
            CascadePrediction prediction = new Cascade(ensemble, rule).predict(DATA.getFeatures());
            INDArray expected = ensemble.with(Combiner.cascade(rule))
                    .predict(DATA.getFeatures())
                    .exactOutput(0);
            for (int example = 0; example < EXAMPLES; example++) {
                for (int column = 0; column < TestNetworks.CLASSES; column++) {
                    assertThat(prediction.output().getDouble(example, column))
                            .isCloseTo(expected.getDouble(example, column), within(1e-6));
                }
            }
        }
    }

    /** Two thirds of the examples may be in doubt: every number of members is asked of some. */
    @Test
    void predict_asksFurtherMembersOnlyOfWhatIsUnsure() {
        try (Ensemble ensemble = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)))) {
            INDArray members = ensemble.predict(DATA.getFeatures()).members();
            double threshold = members.slice(2, 0).max(1).medianNumber().doubleValue();
            CascadePrediction prediction =
                    new Cascade(ensemble, new CascadeRule(List.of(2, 1, 0), threshold)).predict(DATA.getFeatures());
            int doneAtOnce = 0;
            for (int example = 0; example < EXAMPLES; example++) {
                boolean sure = members.slice(2, 0).getRow(example).maxNumber().doubleValue() >= threshold;
                doneAtOnce += sure ? 1 : 0;
                if (sure) {
                    assertThat(prediction.membersAsked().get(example)).isEqualTo(1);
                } else {
                    assertThat(prediction.membersAsked().get(example)).isBetween(2, 3);
                }
            }
            for (int example = 0; example < EXAMPLES; example++) {
                int asked = prediction.membersAsked().get(example);
                for (int column = 0; column < TestNetworks.CLASSES; column++) {
                    assertThat(prediction.spread().getDouble(example, column))
                            .isCloseTo(deviation(members, example, column, asked), within(1e-6));
                }
            }
            assertThat(doneAtOnce).isBetween(30, 60);
            assertThat(prediction.meanMembersAsked()).isBetween(1.3, 2.7);
        }
    }

    /** Of the members 2, 1, 0, as many as were asked. */
    private static double deviation(INDArray members, int example, int column, int asked) {
        double[] answers = IntStream.range(0, asked)
                .mapToDouble(i -> members.getDouble(2 - i, example, column))
                .toArray();
        double mean = Arrays.stream(answers).average().orElseThrow();
        return Math.sqrt(Arrays.stream(answers)
                .map(answer -> (answer - mean) * (answer - mean))
                .average()
                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void only_predictsAsTheMembersItKeeps_andClosesWithThem(String kind) {
        Ensemble ensemble = trained(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)));
        Ensemble two = ensemble.with(Combiner.vote()).only(MemberSelection.ids(List.of("cycle-0003", "cycle-0001")));
        assertThat(two.members()).extracting(Snapshot::cycle).containsExactly(0, 2);
        assertThat(two.combiner()).isEqualTo(Combiner.mean());
        INDArray all = ensemble.predict(DATA.getFeatures()).members();
        INDArray some = two.predict(DATA.getFeatures()).members();
        assertThat(some.slice(0, 0)).isEqualTo(all.slice(0, 0));
        assertThat(some.slice(1, 0)).isEqualTo(all.slice(2, 0));
        two.close();
        assertThatThrownBy(() -> ensemble.predict(DATA.getFeatures()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ensemble is closed");
    }

    @Test
    void only_inTurn_predictsAsTheMembersItKeeps() {
        try (Ensemble loaded = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)));
                Ensemble inTurn = Ensemble.loadInTurn(folder.resolve("run"))) {
            assertThat(inTurn.only(MemberSelection.last(2))
                            .predict(DATA.getFeatures())
                            .members())
                    .isEqualTo(loaded.only(MemberSelection.last(2))
                            .predict(DATA.getFeatures())
                            .members());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,0 | 0.5 | order must name each member once, from 0, was [0, 0]",
                "1,2 | 0.5 | order must name each member once, from 0, was [1, 2]",
                "0,1 | 1.5 | threshold must be in [0, 1], was 1.5",
                "0,1 | NaN | threshold must be in [0, 1], was NaN",
            })
    void rule_thatCannotBe_isRefused(String order, double threshold, String message) {
        List<Integer> members =
                List.of(order.split(",")).stream().map(Integer::valueOf).toList();
        assertThatThrownBy(() -> new CascadeRule(members, threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** It would answer without the weights or the temperature, and nobody would know. */
    @Test
    void cascade_ofAnEnsembleWithAnotherRule_isRefused() {
        CascadeRule rule = new CascadeRule(List.of(0, 1, 2), 0.5);
        try (Ensemble ensemble = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)))) {
            assertThatThrownBy(() -> new Cascade(ensemble.with(Combiner.tempered(Combiner.mean(), 2)), rule))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a cascade answers by the mean of the members that it asks, the ensemble is combined by mean,"
                                    + " temperature 2.0: give it ensemble.with(Combiner.mean())");
            assertThatThrownBy(() -> new Cascade(ensemble.with(Combiner.weighted(1, 2, 3)), rule))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatNoException().isThrownBy(() -> new Cascade(ensemble.with(Combiner.cascade(rule)), rule));
        }
    }

    @Test
    void cascade_ofAnotherNumberOfMembers_isRefused() {
        try (Ensemble ensemble = trained(TestNetworks.sequential(new Nesterovs(0.1, 0.9)))) {
            assertThatThrownBy(() -> new Cascade(ensemble, new CascadeRule(List.of(0, 1), 0.5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the cascade's order must name each member, named 2 of 3");
        }
    }
}
