package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --max-time}, with budgets that no machine is too slow or too fast for. */
final class MaxTimeTest {

    @TempDir
    private Path scratch;

    @Test
    void dryRun_showsWhatFits() {
        CommandRun plan = CommandRun.of("train", "--dry-run", "--max-time", "1h", "--epochs", "5");
        assertThat(plan.status()).isZero();
        assertThat(plan.err())
                .matches("note: --max-time 1h: 5 epochs, about \\d+m?\\d*s at [0-9.E-]+ s an iteration; the time before"
                        + " that and a tenth for the report and slower stretches come on top\n");
        assertThat(plan.out())
                .contains("schedule     snapshot_cosine(max=0.1,total=205,cycles=2)\n")
                .contains("iterations   205: 5 epochs of 41\n")
                .doesNotContain("warning");
    }

    @Test
    void dryRun_withAWarmup_countsTheCyclesOfWhatIsLeft() {
        CommandRun plan = CommandRun.of("train", "--dry-run", "--max-time", "1h", "--epochs", "7", "--warmup", "3");
        assertThat(plan.out()).contains("schedule     snapshot_cosine(max=0.1,total=287,cycles=2,warmup=123)\n");
    }

    @Test
    void warmupAsLongAsAllEpochs_isRefused() {
        CommandRun refused = CommandRun.of("train", "--dry-run", "--max-time", "1h", "--epochs", "5", "--warmup", "5");
        assertThat(refused.err())
                .isEqualTo("snapshot train: --warmup must be less than 5, the epochs of the training, was 5\n");
        assertThat(refused.status()).isEqualTo(2);
    }

    @Test
    void timeForTheWarmupAlone_isRefusedWithWhatIsNeeded() {
        CommandRun refused = CommandRun.of("train", "--max-time", "1s", "--warmup", "20000");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("one cycle needs 20002 epochs of 41 iterations");
    }

    @Test
    void dryRun_withATriangle_endsWithATrough() {
        CommandRun plan = CommandRun.of(
                "train",
                "--dry-run",
                "--max-time",
                "1h",
                "--epochs",
                "11",
                "--schedule",
                "triangular(base=0.001,max=0.1,stepSize=2e)");
        assertThat(plan.out()).contains("iterations   328: 8 epochs of 41\n").contains("cycles       2, ");
    }

    @Test
    void timeForNoCycle_isRefusedWithWhatIsNeeded() {
        Path run = scratch.resolve("run");
        CommandRun refused = CommandRun.of(
                "train",
                "--max-time",
                "1s",
                "--run",
                run.toString(),
                "--schedule",
                "triangular(base=0.001,max=0.1,stepSize=20000e)",
                "--baseline",
                "constant(0.01)");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .matches("snapshot train: --max-time: 1s is too short: one cycle needs 40000 epochs of 41 iterations at"
                        + " [0-9.E-]+ s each, as does each baseline and seed, with all else about [0-9hms]+\n");
        assertThat(run).doesNotExist();
    }

    @Test
    void train_keepsThePlan_andResumeTakesItFromTheRun() throws Exception {
        Path run = scratch.resolve("run");
        CommandRun trained = CommandRun.of("train", "--max-time", "1h", "--epochs", "4", "--run", run.toString());
        assertThat(trained.status()).isZero();
        assertThat(trained.err()).containsPattern("\n[0-9hms]+ of --max-time 1h were used\n$");
        JsonNode manifest = new ObjectMapper().readTree(run.resolve("run.json").toFile());
        assertThat(manifest.path("schedule").asText()).isEqualTo("snapshot_cosine(max=0.1,total=164,cycles=2)");
        assertThat(manifest.path("training").path("epochs").asInt()).isEqualTo(4);

        // A second would hardly be enough to measure in; here nothing is measured.
        CommandRun again = CommandRun.of("train", "--max-time", "1s", "--resume", "--run", run.toString());
        assertThat(again.err()).isEqualTo(run + " is finished: there is nothing to do\n");
        assertThat(again.status()).isZero();

        CommandRun fewer =
                CommandRun.of("train", "--max-time", "1s", "--epochs", "3", "--resume", "--run", run.toString());
        assertThat(fewer.err())
                .isEqualTo(
                        "snapshot train: --epochs must be at least 4, as the run to go on with was planned, was 3\n");
        assertThat(fewer.status()).isEqualTo(2);
    }
}
