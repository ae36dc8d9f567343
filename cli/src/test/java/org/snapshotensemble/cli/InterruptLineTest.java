package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training in a process of its own that is told to end. */
@Timeout(120)
final class InterruptLineTest {

    @TempDir
    private Path folder;

    @Test
    void train_interrupted_saysWhatIsKeptAndKeepsIt() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process training = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "train",
                        "--epochs",
                        "100000",
                        "--cycles",
                        "50000",
                        "--run",
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> after;
        try (BufferedReader err = training.errorReader()) {
            String line = err.readLine();
            while (line != null && !line.contains("snapshot 2 of")) {
                line = err.readLine();
            }
            assertThat(line).isNotNull();
            // It must not close the streams, as that of the process does.
            training.toHandle().destroy();
            after = err.lines().toList();
        } finally {
            training.destroy();
        }
        training.waitFor();
        assertThat(after.get(after.size() - 1))
                .matches("interrupted: \\Q" + folder + "\\E keeps \\d+ snapshots, which evaluate and predict can use");
        assertThat(CommandRun.of("verify", "--run", folder.toString()).status()).isZero();
        CommandRun evaluated = CommandRun.of("evaluate", "--run", folder.toString(), "--members", "last:2");
        assertThat(evaluated.status()).isZero();
        assertThat(evaluated.out()).startsWith("Ensemble of 2 members of an unfinished run on 359 examples");
    }

    @Test
    void watch_closed_leavesNothingBehind() {
        InterruptLine line = InterruptLine.watch(new PrintWriter(new StringWriter()), folder);
        line.close();
        assertThat(line.text())
                .isEqualTo("interrupted before the first snapshot: " + folder + " keeps the history, but no weights");
    }
}
