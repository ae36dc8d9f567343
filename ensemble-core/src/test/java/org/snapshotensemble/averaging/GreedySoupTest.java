package org.snapshotensemble.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;
import org.snapshotensemble.testing.TestNetworks;

class GreedySoupTest {

    private static final DataSet DATA = TestNetworks.classification(29, 1);
    private static final DataSet CHOOSING = TestNetworks.classification(40, 2);
    private static final AveragingData VALIDATED = AveragingData.validatedOn(Runs.batches(CHOOSING));

    @TempDir
    Path folder;

    private static List<String> averaged(Averaged averaged) {
        return averaged.members().stream()
                .filter(MemberFigures::averaged)
                .map(member -> member.snapshot().id())
                .toList();
    }

    /** Accuracy and log loss of weights, found one example after another. */
    private static OfClassification figures(Run run, double[] weights) {
        MultiLayerNetwork network =
                (MultiLayerNetwork) run.restore(run.snapshots().get(0)).model();
        for (int i = 0; i < weights.length; i++) {
            network.params().putScalar(i, weights[i]);
        }
        INDArray output = network.output(CHOOSING.getFeatures()).castTo(DataType.DOUBLE);
        double correct = 0;
        double loss = 0;
        for (int row = 0; row < CHOOSING.numExamples(); row++) {
            int truth = CHOOSING.getLabels().getRow(row).argMax().getInt(0);
            correct += output.getRow(row).argMax().getInt(0) == truth ? 1 : 0;
            loss -= Math.log(output.getDouble(row, truth));
        }
        return new OfClassification(correct / CHOOSING.numExamples(), loss / CHOOSING.numExamples());
    }

    private static double[] mean(Run run, List<Snapshot> snapshots) {
        double[] sum = new double[(int) run.manifest().model().parameters()];
        for (Snapshot snapshot : snapshots) {
            double[] member = BruteForce.doubles(run.restore(snapshot).parameters());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += member[i] / snapshots.size();
            }
        }
        return sum;
    }

    /** The paper's algorithm, with log loss between equal accuracies. */
    private static List<Snapshot> soup(Run run) {
        Comparator<OfClassification> better = Comparator.comparingDouble(OfClassification::accuracy)
                .thenComparing(
                        Comparator.comparingDouble(OfClassification::logLoss).reversed());
        List<Snapshot> order = new ArrayList<>(run.snapshots());
        order.sort(Comparator.comparing((Snapshot one) -> figures(run, mean(run, List.of(one))), better)
                .reversed());
        List<Snapshot> in = new ArrayList<>();
        for (Snapshot next : order) {
            List<Snapshot> trial = new ArrayList<>(in);
            trial.add(next);
            if (in.isEmpty() || better.compare(figures(run, mean(run, trial)), figures(run, mean(run, in))) >= 0) {
                in = trial;
            }
        }
        return in;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void of_relativesAndAStranger_takesThoseThatTheAlgorithmTakes(long seed) {
        Run run = Runs.ofSeeds(DATA, folder.resolve("run"), seed, Runs.GO_ON, Runs.GO_ON, seed + 10);
        List<Snapshot> expected = soup(run);

        Averaged averaged = GreedySoup.of(run, MemberSelection.all(), VALIDATED);

        assertThat(averaged(averaged))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Snapshot::id).toList());
        double[] weights = mean(run, expected);
        double[] found = BruteForce.doubles(averaged.model().params());
        for (int i = 0; i < weights.length; i++) {
            assertThat(found[i]).as("seed %d, weight %d", seed, i).isCloseTo(weights[i], within(1e-6));
        }
        assertThat(averaged.isWorse()).as("seed %d", seed).isFalse();
    }

    @Test
    void of_membersOfOtherSeeds_isTheBestAloneToTheBitAndIsSaved() throws IOException {
        Run run = Runs.ofSeeds(DATA, folder.resolve("run"), 1, 2, 3);
        Path file = folder.resolve("soup.zip");

        Averaged averaged = GreedySoup.of(run, MemberSelection.all(), VALIDATED);

        MemberFigures best = averaged.bestMember();
        assertThat(averaged(averaged)).containsExactly(best.snapshot().id());
        assertThat(averaged.validation()).isEqualTo(best.validation());
        averaged.saveTo(file);
        assertThat(ModelSerializer.restoreMultiLayerNetwork(file.toFile()).params())
                .isEqualTo(run.restore(best.snapshot()).parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void of_networkWithBatchNorm_isNeverWorseThanTheBestMember(String kind) {
        Run run = Runs.of(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)), DATA, folder.resolve("run"));

        Averaged averaged = GreedySoup.of(run, MemberSelection.all(), VALIDATED.trainedOn(Runs.batches(DATA)));

        assertThat(averaged.isWorse()).isFalse();
        assertThat(averaged(averaged)).contains(averaged.bestMember().snapshot().id());
    }
}
