package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void train() {
        CommandRun trained = CommandRun.of(
                "train", "--run", folder.toString(), "--epochs", "1", "--cycles", "1", "--baseline", "constant(0.1)");
        assertThat(trained.status()).as(trained.err()).isZero();
    }

    private CommandRun verify() {
        return CommandRun.of("verify", "--run", folder.toString());
    }

    @Test
    void verify_wholeRun_printsALineForEachFile() {
        CommandRun run = verify();
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "good: " + folder.resolve("run.json"),
                        "good: " + folder.resolve("model.json"),
                        "good: " + folder.resolve("snapshots/cycle-0001.zip"),
                        "good: " + folder.resolve("history.csv"),
                        "good: " + folder.resolve("baselines/constant/run.json"),
                        "good: " + folder.resolve("baselines/constant/model.json"),
                        "good: " + folder.resolve("baselines/constant/snapshots/cycle-0001.zip"),
                        "good: " + folder.resolve("baselines/constant/history.csv"));
    }

    @Test
    void verify_damagedAndMissingFile_namesBothInOneLineAndGoesOnWithTheRest() throws IOException {
        Path snapshot = folder.resolve("snapshots/cycle-0001.zip");
        long bytes = Files.size(snapshot);
        Files.write(snapshot, new byte[] {1, 2, 3});
        Path model = folder.resolve("baselines/constant/model.json");
        Files.delete(model);
        CommandRun run = verify();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("snapshot verify: " + snapshot + ": damaged: it has 3 bytes, run.json says " + bytes + "; "
                        + model + ": cannot be read: no such file\n");
        assertThat(run.out().lines()).hasSize(6);
    }

    @Test
    void verify_noRun_isRefused() {
        Path nowhere = folder.resolve("nowhere");
        CommandRun run = CommandRun.of("verify", "--run", nowhere.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .isEqualTo("snapshot verify: " + nowhere + "/run.json: no such file: " + nowhere + " holds no run\n");
    }
}
