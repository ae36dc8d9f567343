package org.snapshotensemble.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.SnapshotTrainer;

class GreedySelectionTest {

    private static final int STEPS = 12;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void of_anyAnswers_goesThePathThatTryingEveryMemberGoes(long seed) {
        for (ValidationAnswers answers :
                List.of(SyntheticAnswers.classification(seed, 5, 50, 3), SyntheticAnswers.regression(seed, 5, 30, 2))) {
            GreedySelection found = GreedySelection.of(answers, STEPS);
            BruteForce plain = new BruteForce(answers);
            double[] counts = new double[5];
            double best = Double.POSITIVE_INFINITY;
            double[] kept = counts;
            for (int step = 0; step < STEPS; step++) {
                int choice = -1;
                double least = Double.POSITIVE_INFINITY;
                for (int member = 0; member < 5; member++) {
                    double[] with = counts.clone();
                    with[member]++;
                    double error = plain.error(with);
                    if (error < least - 1e-12) {
                        choice = member;
                        least = error;
                    }
                }
                counts = counts.clone();
                counts[choice]++;
                assertThat(found.errors().get(step)).isCloseTo(least, within(1e-9));
                if (least < best - 1e-12) {
                    best = least;
                    kept = counts;
                }
            }
            assertThat(found.counts().stream().mapToDouble(Integer::doubleValue).toArray())
                    .containsExactly(kept);
            assertThat(found.error()).isCloseTo(best, within(1e-9));
        }
    }

    @Test
    void of_oneMemberThatIsNeverWorse_keepsItAlone_onceOnly() {
        ValidationAnswers answers = ValidationAnswers.of(
                OutputKind.BINARY,
                Nd4j.create(new double[][][] {{{0.8}, {0.3}}, {{0.9}, {0.2}}, {{0.7}, {0.4}}}),
                Nd4j.create(new double[][] {{1}, {0}}));
        assertThat(GreedySelection.of(answers).counts()).containsExactly(0, 1, 0);
    }

    /** The first two members tie beside each other at every step; the third is worse alone. */
    @Test
    void of_equallyGoodMembers_prefersOneThatIsIn() {
        ValidationAnswers answers = ValidationAnswers.of(
                OutputKind.REGRESSION,
                Nd4j.create(new double[][][] {{{1.0}, {1.0}}, {{1.0}, {1.0}}, {{-3.0}, {-3.0}}}),
                Nd4j.create(new double[][] {{0}, {0}}));
        GreedySelection found = GreedySelection.of(answers, 4);
        // 1, then (1+1)/2, then (1+1+1)/3 or (1+1-3)/3, then (1+1-3+1)/4 = 0: the later of the equals, three times.
        assertThat(found.counts()).containsExactly(0, 3, 1);
        assertThat(found.errors()).containsExactly(1.0, 1.0, 1.0 / 9, 0.0);
    }

    @Test
    void of_noStep_isRefused() {
        assertThatThrownBy(() -> GreedySelection.of(SyntheticAnswers.regression(1, 2, 3, 1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps must be > 0, was 0");
    }

    @Test
    void applyTo_givesTheMeanInWhichEachCountsAsOften(@TempDir Path folder) {
        DataSet data = TestNetworks.classification(29, 1);
        SnapshotTrainer.of(
                        TestNetworks.plain(new Sgd(0.1), LossFunction.MCXENT, Activation.SOFTMAX, TestNetworks.CLASSES),
                        Schedules.snapshotCosine(0.1, 12, 3))
                .saveTo(folder.resolve("run"))
                .epochs(3)
                .train(BatchSource.inOrder(data.getFeatures(), data.getLabels(), 8));
        try (Ensemble all = Ensemble.load(folder.resolve("run"))) {
            INDArray members = all.predict(data.getFeatures()).members();

            Ensemble chosen = new GreedySelection(List.of(2, 0, 1), List.of(0.5)).applyTo(all);

            assertThat(chosen.members()).extracting(Snapshot::cycle).containsExactly(0, 2);
            INDArray expected =
                    members.slice(0, 0).mul(2).add(members.slice(2, 0)).div(3).castTo(DataType.DOUBLE);
            assertThat(chosen.predict(data.getFeatures()).exactOutput(0).equalsWithEps(expected, 1e-6))
                    .isTrue();
            assertThatThrownBy(() -> new GreedySelection(List.of(2, 0), List.of(0.5)).applyTo(all))
                    .hasMessage("ensemble must have 2 members, had 3");
        }
    }
}
