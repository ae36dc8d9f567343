package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With scripts in the command's place. */
final class CellTrainingTest {

    private static final Cell CELL =
            new Cell(DataSet.DIGITS, "mlp", "max 0.1", 3, List.of("--epochs", "4", "--max-lr", "0.1"));

    @TempDir
    private Path folder;

    @Test
    void train_commandSucceeds_readsWhatItLeft() throws Exception {
        CellResult result = training("""
                        mkdir -p "$run/report"
                        echo '{"schedule": "constant(0.1)", "training": {"seconds": 2.5}}' > "$run/run.json"
                        echo '{"ensemble": {"accuracy": 0.5, "logLoss": 0.75, "members": 5},
                               "lastMember": {"accuracy": 0.25}, "bestMember": {"accuracy": 0.375},
                               "analysis": {"tempered": {"logLoss": 0.625}}}' > "$run/report/report.json"
                        """).train(CELL);

        assertThat(Files.readString(folder.resolve("arguments")))
                .isEqualTo("train --data digits --model mlp --seed 3 --epochs 4 --max-lr 0.1 --run "
                        + folder.resolve("digits-mlp-max_0.1-seed-3") + " --resume\n");
        assertThat(result.isOf(CELL)).isTrue();
        assertThat(result.schedule()).isEqualTo("constant(0.1)");
        assertThat(result.failure()).isEmpty();
        assertThat(result.commit()).isEqualTo("abc");
        assertThat(result.figures())
                .containsOnly(
                        Map.entry("ensemble.accuracy", 0.5),
                        Map.entry("ensemble.logLoss", 0.75),
                        Map.entry("ensemble.temperedLogLoss", 0.625),
                        Map.entry("last.accuracy", 0.25),
                        Map.entry("best.accuracy", 0.375),
                        Map.entry("members", 5.0),
                        Map.entry("training.seconds", 2.5));
    }

    @Test
    void train_trainingDiverges_isAResultWithItsReason() throws Exception {
        CellResult result =
                training("echo 'snapshot train: the loss is NaN' >&2; exit 2").train(CELL);

        assertThat(result.figures()).isEmpty();
        assertThat(result.failure()).isEqualTo("snapshot train: the loss is NaN");
    }

    @Test
    void train_commandFails_isNoResult() throws IOException {
        CellTraining training = training("exit 1");

        assertThatIOException()
                .isThrownBy(() -> training.train(CELL))
                .withMessage("digits-mlp-max_0.1-seed-3: ended with status 1, see "
                        + folder.resolve("digits-mlp-max_0.1-seed-3.log"));
    }

    private CellTraining training(String script) throws IOException {
        Path command = folder.resolve("snapshot");
        Files.writeString(command, """
                #!/usr/bin/env bash
                echo "$*" > '%s'
                while [[ "$1" != --run ]]; do shift; done
                run="$2"
                %s
                """.formatted(folder.resolve("arguments"), script));
        assertThat(command.toFile().setExecutable(true)).isTrue();
        return new CellTraining(command, folder, folder, "abc");
    }
}
