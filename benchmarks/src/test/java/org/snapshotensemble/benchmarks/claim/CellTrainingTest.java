package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.benchmarks.claim.Cell.PredictingMembers;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.train.SnapshotTrainer;

/** With scripts in the command's place. */
final class CellTrainingTest {

    private static final Cell CELL =
            new Cell(DataSet.DIGITS, "mlp", "max 0.1", 3, List.of("--epochs", "4", "--max-lr", "0.1"));

    @TempDir
    private Path folder;

    private final List<Path> measured = new ArrayList<>();

    @Test
    void train_commandSucceeds_measuresWhatItLeft() throws Exception {
        Path run = trained(folder.resolve(CELL.runName(0)));
        CellResult result = training("exit 0").train(CELL);

        assertThat(arguments())
                .containsExactly("train --data digits --model mlp --seed 3 --epochs 4 --max-lr 0.1 --run " + run
                        + " --resume --quiet");
        assertThat(measured).containsExactly(run);
        assertThat(result.isOf(CELL)).isTrue();
        assertThat(result.failure()).isEmpty();
        assertThat(result.schedule()).isEqualTo("snapshot_cosine(max=0.1,total=4,cycles=2)");
        assertThat(result.commit()).isEqualTo("abc");
        assertThat(result.figures()).containsExactly(Map.entry("ensemble.accuracy", 0.5));
        assertThat(result.correct()).isEqualTo("Bw==");
    }

    @Test
    void train_twoTrainings_theSecondBeginsWhereTheFirstEnds() throws Exception {
        List<List<String>> trainings = List.of(List.of("--epochs", "2"), List.of("--epochs", "3"));
        Cell cell = new Cell(DataSet.DIGITS, "mlp", "one", 1, trainings, PredictingMembers.SNAPSHOTS);
        Path first = trained(folder.resolve(cell.runName(0)));
        Path second = trained(folder.resolve(cell.runName(1)));

        training("exit 0").train(cell);

        assertThat(arguments())
                .containsExactly(
                        "train --data digits --model mlp --seed 1 --epochs 2 --run " + first + " --resume --quiet",
                        "train --data digits --model mlp --seed 1 --epochs 3 --init "
                                + first.resolve("snapshots/cycle-0002.zip") + " --run " + second + " --resume --quiet");
        assertThat(measured).containsExactly(first, second);
    }

    @Test
    void train_trainingDiverges_isAResultWithItsReason() throws Exception {
        diverged(folder.resolve(CELL.runName(0)));
        CellResult result = training("exit 2").train(CELL);

        assertThat(measured).isEmpty();
        assertThat(result.figures()).isEmpty();
        assertThat(result.failure()).startsWith("iteration ").contains("lower the maximum rate");
    }

    @Test
    void train_aSeedsTrainingDiverges_isAResultToo() throws Exception {
        trained(folder.resolve(CELL.runName(0)).resolve("seed-1"));
        diverged(folder.resolve(CELL.runName(0)).resolve("seed-2"));

        assertThat(training("exit 2").train(CELL).failure()).startsWith("iteration ");
    }

    /** As where the data are not there, or the disk is full: another time it may do. */
    @Test
    void train_commandRefuses_isNoResult() throws IOException {
        trained(folder.resolve(CELL.runName(0)));
        CellTraining training = training("echo 'snapshot train: --data has no such folder' >&2; exit 2");

        assertThatIOException()
                .isThrownBy(() -> training.train(CELL))
                .withMessage("digits-mlp-max_0.1-seed-3: ended with status 2, see "
                        + folder.resolve(CELL.runName(0) + ".log") + ": snapshot train: --data has no such folder");
    }

    @Test
    void train_commandFails_isNoResult() throws IOException {
        CellTraining training = training("exit 1");

        assertThatIOException()
                .isThrownBy(() -> training.train(CELL))
                .withMessage("digits-mlp-max_0.1-seed-3: ended with status 1, see "
                        + folder.resolve(CELL.runName(0) + ".log") + ": it said nothing");
    }

    @Test
    void runName_ofTheSameTrainings_isTheSameWhateverIsDoneWithThem() {
        List<List<String>> trainings = List.of(List.of("--epochs", "2"), List.of("--epochs", "3"));
        Cell snapshots = new Cell(DataSet.DIGITS, "mlp", "one", 1, trainings, PredictingMembers.SNAPSHOTS);
        Cell averaged = new Cell(DataSet.DIGITS, "mlp", "two", 1, trainings, PredictingMembers.AVERAGED_WEIGHTS);

        assertThat(averaged.runName(1)).isEqualTo(snapshots.runName(1)).isNotEqualTo(snapshots.runName(0));
        assertThat(averaged.options()).isNotEqualTo(snapshots.options());
        assertThat(snapshots.options()).containsExactly("--epochs", "2", "then", "--epochs", "3");
    }

    private List<String> arguments() throws IOException {
        return Files.readAllLines(folder.resolve("arguments"));
    }

    private static Path trained(Path run) {
        trainer(run, 0.1).train(BatchSource.inOrder(Nd4j.rand(8, 2), Nd4j.rand(8, 1), 8));
        return run;
    }

    private static void diverged(Path run) {
        BatchSource data = BatchSource.inOrder(Nd4j.rand(8, 2), Nd4j.rand(8, 1), 8);
        assertThatThrownBy(() -> trainer(run, 1e30).train(data)).isInstanceOf(TrainingDivergedException.class);
    }

    private static SnapshotTrainer trainer(Path run, double rate) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(rate))
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        return SnapshotTrainer.of(network, Schedules.snapshotCosine(rate, 4, 2))
                .saveTo(run)
                .epochs(4);
    }

    private CellTraining training(String script) throws IOException {
        Path command = folder.resolve("snapshot");
        Files.writeString(command, """
                #!/usr/bin/env bash
                echo "$*" >> '%s'
                %s
                """.formatted(folder.resolve("arguments"), script));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return new CellTraining(command, new DataFiles(folder, folder), folder, "abc", (members, runs) -> {
            measured.addAll(runs);
            return new CellMeasurement.Measured(Map.of("ensemble.accuracy", 0.5), "Bw==");
        });
    }

    /** Later, by other sources, it is only measured. */
    @Test
    void train_aRunThatWasTrainedBefore_keepsTheCommitThatTrainedIt() throws Exception {
        Path run = folder.resolve(CELL.runName(0));
        trained(run);
        new TrainedUnder("older", 0.5).write(folder.resolve(CELL.runName(0) + ".source"));

        CellResult result = training("exit 0").train(CELL);

        assertThat(result.commit()).isEqualTo("older");
        assertThat(result.load()).isEqualTo(0.5);
    }

    @Test
    void isNamed_takesWholePartsAlone() {
        Cell eleven = new Cell(DataSet.DIGITS, "mlp", "max 0.1", 11, List.of("--epochs", "4"));

        assertThat(eleven.isNamed("seed-1")).isFalse();
        assertThat(eleven.isNamed("seed-11")).isTrue();
        assertThat(eleven.isNamed("digits-mlp")).isTrue();
        assertThat(eleven.isNamed("")).isTrue();
        assertThat(CELL.isNamed("seed-3")).isTrue();
    }
}
