package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.benchmarks.claim.Cell.PredictingMembers;

/** With scripts in the command's place. */
final class CellTrainingTest {

    private static final Cell CELL =
            new Cell(DataSet.DIGITS, "mlp", "max 0.1", 3, List.of("--epochs", "4", "--max-lr", "0.1"));

    @TempDir
    private Path folder;

    private final List<Path> measured = new ArrayList<>();

    @Test
    void train_commandSucceeds_measuresWhatItLeft() throws Exception {
        CellResult result = training("exit 0").train(CELL);

        Path run = folder.resolve(CELL.runName(0));
        assertThat(Files.readString(folder.resolve("arguments")))
                .isEqualTo("train --data digits --model mlp --seed 3 --epochs 4 --max-lr 0.1 --run " + run
                        + " --resume --quiet\n");
        assertThat(measured).containsExactly(run);
        assertThat(result.isOf(CELL)).isTrue();
        assertThat(result.failure()).isEmpty();
        assertThat(result.commit()).isEqualTo("abc");
        assertThat(result.figures()).containsExactly(Map.entry("ensemble.accuracy", 0.5));
        assertThat(result.correct()).isEqualTo("Bw==");
    }

    @Test
    void train_trainingDiverges_isAResultWithItsReason() throws Exception {
        CellResult result =
                training("echo 'snapshot train: the loss is NaN' >&2; exit 2").train(CELL);

        assertThat(measured).isEmpty();
        assertThat(result.figures()).isEmpty();
        assertThat(result.failure()).isEqualTo("snapshot train: the loss is NaN");
    }

    @Test
    void train_commandFails_isNoResult() throws IOException {
        CellTraining training = training("exit 1");

        assertThatIOException()
                .isThrownBy(() -> training.train(CELL))
                .withMessage("digits-mlp-max_0.1-seed-3: ended with status 1, see "
                        + folder.resolve(CELL.runName(0) + ".log"));
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

    private CellTraining training(String script) throws IOException {
        Path command = folder.resolve("snapshot");
        Files.writeString(command, """
                #!/usr/bin/env bash
                echo "$*" > '%s'
                %s
                """.formatted(folder.resolve("arguments"), script));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return new CellTraining(command, new DataFiles(folder, folder), folder, "abc", (members, runs) -> {
            measured.addAll(runs);
            return new CellMeasurement.Measured(Map.of("ensemble.accuracy", 0.5), "Bw==");
        });
    }
}
