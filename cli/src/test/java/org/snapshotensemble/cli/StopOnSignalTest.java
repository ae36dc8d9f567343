package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunStatus;

/** A training in a process of its own that is told to end, and goes on. */
@Timeout(120)
final class StopOnSignalTest {

    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    private List<String> options(String epochs) {
        return List.of(
                "train",
                "--epochs",
                epochs,
                "--cycles",
                "20",
                "--run",
                folder.resolve("run").toString());
    }

    private static Process start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void train_terminated_savesSaysHowToGoOnAndGoesOn() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        List<String> options = options("200");
        Process training = start(options);
        List<String> after;
        try (BufferedReader err = training.errorReader()) {
            awaitSecondSnapshot(err);

            CommandRun second = resume(options);
            assertThat(second.status()).isEqualTo(2);
            assertThat(second.err())
                    .isEqualTo("snapshot train: " + run
                            + ": is being trained in; wait for the end of that training, or choose another"
                            + " folder\n");

            // It must not close the streams, as that of the process does.
            training.toHandle().destroy();
            after = err.lines().toList();
        } finally {
            training.destroy();
        }
        assertThat(training.waitFor()).isEqualTo(TERMINATED);
        assertThat(after.get(after.size() - 1)).isEqualTo("to go on, give the same options and --resume --run " + run);
        assertThat(after.get(after.size() - 2))
                .matches("[-0-9]{10} [:0-9]{8} mlp: stopped after iteration \\d+ of 8200");
        assertThat(Run.open(run).manifest().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(CommandRun.of("verify", "--run", run.toString()).status()).isZero();

        CommandRun other = resume(options("201"));
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .isEqualTo("snapshot train: " + run + ": can only be gone on with as it was begun: the schedule was"
                        + " snapshot_cosine(max=0.1,total=8200,cycles=20), is"
                        + " snapshot_cosine(max=0.1,total=8241,cycles=20); the number of epochs was 200, is 201\n");

        CommandRun resumed = resume(options);
        assertThat(resumed.err()).contains("mlp: goes on after iteration ");
        assertThat(resumed.status()).isZero();
        assertThat(Run.open(run).snapshots()).hasSize(20);

        byte[] report = Files.readAllBytes(run.resolve("report/report.json"));
        CommandRun again = resume(options);
        assertThat(again.status()).isZero();
        assertThat(again.err()).isEqualTo(run + " is finished: there is nothing to do\n");
        assertThat(Files.readAllBytes(run.resolve("report/report.json"))).isEqualTo(report);
    }

    @Test
    void crossValidate_terminated_savesTheFoldsSaysHowToGoOnAndGoesOn() throws IOException, InterruptedException {
        Path folds = folder.resolve("my folds");
        List<String> options = List.of(
                "cross-validate",
                "--data",
                "digits",
                "--folds",
                "2",
                "--epochs",
                "60",
                "--cycles",
                "20",
                "--run",
                folds.toString());
        Process training = start(options);
        List<String> after;
        try (BufferedReader err = training.errorReader()) {
            awaitSecondSnapshot(err);
            training.toHandle().destroy();
            after = err.lines().toList();
        } finally {
            training.destroy();
        }
        assertThat(training.waitFor()).isEqualTo(TERMINATED);
        assertThat(after.get(after.size() - 1))
                .isEqualTo("to go on, give the same options and --resume --run '" + folds + "'");
        assertThat(Run.open(folds.resolve("fold-01")).manifest().status()).isEqualTo(RunStatus.STOPPED);

        CommandRun resumed = resume(options);
        assertThat(resumed.err()).contains("goes on after iteration ");
        assertThat(resumed.status()).isZero();
        assertThat(resumed.out()).startsWith("Cross-validation: 2 folds on 1797 examples.");
    }

    private static void awaitSecondSnapshot(BufferedReader err) throws IOException {
        String line = err.readLine();
        while (line != null && !line.contains("snapshot 2 of")) {
            line = err.readLine();
        }
        assertThat(line).isNotNull();
    }

    private static CommandRun resume(List<String> options) {
        List<String> more = new ArrayList<>(options);
        more.add("--resume");
        return CommandRun.of(more.toArray(String[]::new));
    }

    @Test
    void train_resumeWithoutARun_isRefused() {
        CommandRun refused = CommandRun.of("train", "--resume");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("snapshot train: --resume: needs --run, the folder of the run to go on with\n");
    }
}
