package org.snapshotensemble.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;
import org.snapshotensemble.snapshot.ValidationFigures.OfRegression;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.SnapshotTrainer;

class WeightAverageTest {

    private static final DataSet DATA = TestNetworks.classification(29, 1);
    private static final DataSet CHOOSING = TestNetworks.classification(40, 2);
    private static final AveragingData VALIDATED = AveragingData.validatedOn(Runs.batches(CHOOSING));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void of_allMembers_hasTheMeanOfEveryWeightToTheBit(String kind) {
        Run run = Runs.of(TestNetworks.byKind(kind, new Nesterovs(0.1, 0.9)), DATA, folder.resolve("run"));
        double[] expected = BruteForce.mean(run);

        Averaged averaged = WeightAverage.of(run, MemberSelection.all(), VALIDATED.trainedOn(Runs.batches(DATA)));

        INDArray mean = averaged.model().params().dup();
        for (int i = 0; i < expected.length; i++) {
            mean.putScalar(i, (float) expected[i]);
        }
        Network brute = Network.restore(Network.of(averaged.model()).configurationJson(), mean);
        String norm = kind.equals("MultiLayerNetwork") ? "1_" : "norm_";
        brute.model().paramTable().forEach((name, values) -> {
            INDArray found = averaged.model().getParam(name);
            if (name.equals(norm + "mean") || name.equals(norm + "log10stdev")) {
                assertThat(found).as(name).isNotEqualTo(values);
            } else {
                assertThat(BruteForce.doubles(found)).as(name).isEqualTo(BruteForce.doubles(values));
            }
        });
        assertThat(averaged.members()).extracting(MemberFigures::averaged).containsExactly(true, true, true);
    }

    @Test
    void of_networkOfDoubles_isTheMeanToTheNinthDigit() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new DenseLayer.Builder().nOut(4).build())
                .layer(new OutputLayer.Builder()
                        .nOut(TestNetworks.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        network.init();
        DataSet doubles = new DataSet(
                DATA.getFeatures().castTo(DataType.DOUBLE), DATA.getLabels().castTo(DataType.DOUBLE));
        Run run = Runs.of(network, doubles, folder.resolve("run"));

        Averaged averaged =
                WeightAverage.of(run, MemberSelection.all(), AveragingData.validatedOn(Runs.batches(doubles)));

        assertThat(averaged.model().params().dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(BruteForce.doubles(averaged.model().params())).containsExactly(BruteForce.mean(run), within(1e-15));
    }

    @Test
    void of_batchNormWithoutTrainingBatches_isRefused() {
        Run run = Runs.of(TestNetworks.sequential(new Nesterovs(0.1, 0.9)), DATA, folder.resolve("run"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightAverage.of(run, MemberSelection.all(), VALIDATED))
                .withMessage(
                        "training batches must be given: the network has batch norm, whose means and variances must"
                                + " be found anew for averaged weights");
    }

    @Test
    void of_membersOfOtherSeeds_isWorseAndNotSavedUnlessAskedFor() throws IOException {
        Run run = Runs.ofSeeds(DATA, folder.resolve("run"), 1, 2, 3, 4);
        Path file = folder.resolve("average.zip");

        Averaged averaged = WeightAverage.of(run, MemberSelection.all(), VALIDATED);

        OfClassification best = (OfClassification) averaged.bestMember().validation();
        OfClassification mean = (OfClassification) averaged.validation();
        assertThat(best.accuracy()).isGreaterThan(0.9);
        assertThat(mean.logLoss()).isGreaterThan(2 * best.logLoss());
        assertThat(averaged.isWorse()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> averaged.saveTo(file))
                .withMessage("average must not be worse than the best member to be saved, was " + mean + " against "
                        + best + " of " + averaged.bestMember().snapshot().id());
        assertThat(file).doesNotExist();

        averaged.saveThoughWorseTo(file);
        assertThat(ModelSerializer.restoreMultiLayerNetwork(file.toFile()).params())
                .isEqualTo(averaged.model().params());
    }

    @Test
    void saveThoughWorseTo_average_isRestoredByDeeplearning4jToTheBit() throws IOException {
        Run run = Runs.of(TestNetworks.graph(new Nesterovs(0.1, 0.9)), DATA, folder.resolve("run"));
        Path file = folder.resolve("average.zip");
        Averaged averaged = WeightAverage.of(run, MemberSelection.last(2), VALIDATED.trainedOn(Runs.batches(DATA)));

        averaged.saveThoughWorseTo(file);

        var restored = ModelSerializer.restoreComputationGraph(file.toFile());
        assertThat(restored.params()).isEqualTo(averaged.model().params());
        assertThat(restored.getIterationCount()).isEqualTo(12);
        assertThat(averaged.members())
                .extracting(member -> member.snapshot().id())
                .containsExactly("cycle-0002", "cycle-0003");
    }

    @Test
    void measureOn_validationData_givesTheSameFigures() {
        Run run = Runs.of(TestNetworks.sequential(new Nesterovs(0.1, 0.9)), DATA, folder.resolve("run"));
        Averaged averaged = WeightAverage.of(run, MemberSelection.all(), VALIDATED.trainedOn(Runs.batches(DATA)));

        OtherFigures again = averaged.measureOn(Runs.batches(CHOOSING));

        List<ValidationFigures> members =
                averaged.members().stream().map(MemberFigures::validation).toList();
        assertThat(again).isEqualTo(new OtherFigures(averaged.validation(), members));
    }

    @Test
    void of_regression_isJudgedBySquaredErrorInTheTargetsUnits() {
        INDArray targets = DATA.getFeatures().getColumn(0, true).mul(200).add(1000);
        Preprocessing scaling = Preprocessing.fit(Preprocessing.Kind.STANDARDIZE, targets);
        BatchSource scaled = BatchSource.inOrder(DATA.getFeatures(), scaling.apply(targets), Runs.BATCH);
        Run run = SnapshotTrainer.of(
                        TestNetworks.plain(new Nesterovs(0.1, 0.9), LossFunction.MSE, Activation.IDENTITY, 1),
                        Schedules.snapshotCosine(0.05, 3 * scaled.batchesPerEpoch(), 3))
                .saveTo(folder.resolve("run"))
                .epochs(3)
                .scaling(new Scaling(Preprocessing.none(), scaling))
                .train(scaled);

        Averaged averaged = WeightAverage.of(
                run,
                MemberSelection.all(),
                AveragingData.validatedOn(BatchSource.inOrder(DATA.getFeatures(), scaling.apply(targets), Runs.BATCH)));

        OfRegression figures = (OfRegression) averaged.validation();
        OfRegression best = (OfRegression) averaged.bestMember().validation();
        INDArray answers =
                scaling.undo(Network.of(averaged.model()).output(new INDArray[] {DATA.getFeatures()}, null)[0]);
        double norm = answers.sub(targets).norm2Number().doubleValue();
        assertThat(figures.meanSquaredError())
                .isCloseTo(norm * norm / DATA.numExamples(), within(1e-3 * figures.meanSquaredError()));
        assertThat(averaged.isWorse()).isEqualTo(figures.meanSquaredError() > best.meanSquaredError());
    }

    @Test
    void of_oneMember_isRefused() {
        Run run = Runs.ofSeeds(DATA, folder.resolve("run"), 1, 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightAverage.of(run, MemberSelection.last(1), VALIDATED))
                .withMessage("members must be at least 2 to be averaged, were 1");
    }

    @Test
    void of_damagedMember_isRefused() throws IOException {
        Run run = Runs.ofSeeds(DATA, folder.resolve("run"), 1, 2);
        Path second = folder.resolve("run/snapshots/cycle-0002.zip");
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length / 2] ^= 1;
        Files.write(second, bytes);

        assertThatThrownBy(() -> WeightAverage.of(run, MemberSelection.all(), VALIDATED))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(second + ": damaged: its SHA-256 is ");
    }

    @Test
    void saveTo_fileOfTheRunItself_isRefused() {
        Run run = Runs.ofSeeds(DATA, folder.resolve("run"), 1, 2);
        Averaged averaged = WeightAverage.of(run, MemberSelection.all(), VALIDATED);
        Path own = folder.resolve("run/snapshots/cycle-0002.zip");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> averaged.saveThoughWorseTo(own))
                .withMessage("file must not be a file of the run itself, was " + own);
    }

    @Test
    void averagingData_sameSourceTwice_isRefused() {
        BatchSource source = Runs.batches(DATA);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AveragingData.validatedOn(source).trainedOn(source))
                .withMessage("training must be another source than validation, was the same");
    }
}
