package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --baseline}, on the real digits with short trainings. */
final class BaselineTest {

    private static final String TOO_HIGH = "constant(1000)";

    @TempDir
    private Path scratch;

    private Path run = Path.of("");

    private CommandRun train(String... more) {
        run = scratch.resolve("run");
        List<String> all = new ArrayList<>(List.of("train", "--epochs", "4", "--cycles", "2", "--run", run.toString()));
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<String> baselines(String report) throws IOException {
        return new ObjectMapper()
                .readTree(run.resolve(report).toFile())
                .path("baselines")
                .findValuesAsText("name");
    }

    @Test
    void baselineThatDiverges_costsTheRunNothingButTheComparison() throws IOException {
        CommandRun trained = train("--baseline", TOO_HIGH, "--baseline", "constant(0.02)");
        assertThat(trained.status()).isEqualTo(2);
        assertThat(trained.err()).contains("snapshot train: --baseline: constant(1000): ");
        assertThat(trained.err()).endsWith(". What diverged is in no report; the rest is whole\n");
        assertThat(trained.out())
                .startsWith("Ensemble of 2 members on 359 examples")
                .contains("The baseline constant(1000) has no figures, for it failed: ")
                .contains("Report: ");
        assertThat(baselines("report/report.json")).containsExactly("constant(0.02)");

        CommandRun evaluated = CommandRun.of("evaluate", "--run", run.toString());
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.out())
                .contains("The baseline constant(1000) has no figures, for it failed: ", "baseline constant(0.02)");

        CommandRun resumed = train("--resume");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("there is nothing to do");
    }

    @Test
    void baselineThatDivergesUnderEachSeed_isNoContender() {
        CommandRun trained = train("--seeds", "2", "--baseline", TOO_HIGH, "--baseline", "constant(0.02)");
        assertThat(trained.status()).isEqualTo(2);
        assertThat(trained.err())
                .contains("--baseline: constant(1000), seed 1: ")
                .contains(". constant(1000), seed 2: ");
        assertThat(trained.out())
                .startsWith("The comparison under 2 seeds")
                .contains("baseline constant(0.02)")
                .doesNotContain("baseline 2 ");
        assertThat(trained.out().replaceAll("\\s+", " "))
                .contains("Under seed 1: The baseline constant(1000) has no figures, for it failed: iteration ");
    }

    @Test
    void baselineThatEndsBeforeTheRun_isNotedToHaveHadLess() {
        String[] baseline = {"--baseline", "one_cycle(max=0.1,total=100)"};
        assertThat(train("--dry-run", baseline[0], baseline[1]).out())
                .contains(
                        "warning      baseline one_cycle(max=0.1,total=100,pctStart=0.3,anneal=cos,div=25,finalDiv=10000):"
                                + " the schedule ends after 100 iterations, the run has 164");
        CommandRun trained = train(baseline);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.out().replaceAll("\\s+", " "))
                .contains(
                        "is measured as it was after 100 of 164 iterations, where its last whole cycle ends: it had less than"
                                + " the run's budget.");
    }

    @Test
    void baselineWithoutTheRunsWarmup_isNoted() {
        String note =
                "note: the baseline snapshot_cosine(max=0.1,cycles=1) begins at its highest rate, the run comes to its"
                        + " own by a warm-up: to compare like with like give the baseline one, too, such as warmup=1e\n";
        String cosine = "snapshot_cosine(max=0.1,cycles=1)";
        assertThat(train("--dry-run", "--warmup", "1", "--baseline", cosine).err())
                .isEqualTo(note);
        assertThat(CommandRun.of(
                                "train",
                                "--dry-run",
                                "--schedule",
                                "cosine_restarts(max=0.1,cycle=5e,warmup=1e)",
                                "--baseline",
                                cosine)
                        .err())
                .isEqualTo(note);
        assertThat(train("--dry-run", "--baseline", cosine).err()).isEmpty();
        assertThat(train(
                                "--dry-run",
                                "--warmup",
                                "1",
                                "--baseline",
                                "snapshot_cosine(max=0.1,cycles=1,warmup=1e)",
                                "--baseline",
                                "one_cycle(max=0.1)")
                        .err())
                .isEmpty();
    }

    @Test
    void baselineThatIsGivenTwice_isRefused() {
        CommandRun refused = train("--baseline", "constant(0.02)", "--baseline", "constant(rate=0.02)");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("snapshot train: --baseline: must not be given twice, was constant(0.02)\n");
        assertThat(run).doesNotExist();
    }
}
