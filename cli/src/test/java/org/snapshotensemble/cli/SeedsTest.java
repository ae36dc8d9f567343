package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --seeds}, on the real digits with short trainings. */
final class SeedsTest {

    @TempDir
    private Path scratch;

    private CommandRun train(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "train", "--epochs", "4", "--cycles", "2", "--seed", "5", "--baseline", "constant(0.02)", "--run"));
        all.add(scratch.resolve("several").toString());
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper()
                .readTree(scratch.resolve("several").resolve(file).toFile());
    }

    @Test
    void seeds_areRunsOfTheirOwn_andMoreCanBeAdded() throws IOException {
        Path several = scratch.resolve("several");
        CommandRun two = train("--seeds", "2");
        assertThat(two.status()).isZero();
        assertThat(two.out())
                .startsWith("The comparison under 2 seeds, on 359 examples.\n")
                .contains("baseline constant(0.02)", "seed 5", "seed 6", "standard deviation", "Two seeds tell nothing")
                .endsWith("Runs:   " + several + "\nReport: " + several.resolve("report.html") + "\n");
        assertThat(two.err()).contains("mlp, seed 6: trained in", "constant, seed 6: trained in");
        assertThat(json("seed-6/run.json").path("seed").asLong()).isEqualTo(6);
        assertThat(json("seed-6/run.json").at("/data/split/seed").asLong()).isEqualTo(5);
        assertThat(json("seed-6/baselines/constant/run.json").path("seed").asLong())
                .isEqualTo(6);
        assertThat(several.resolve("seed-6/report/report.html")).exists();

        assertThat(train("--seeds", "3").err())
                .isEqualTo("snapshot train: --run: " + several
                        + ": holds runs of several seeds; go on with them with --resume, or choose another folder\n");
        assertThat(train("--resume").err())
                .isEqualTo("snapshot train: --run: " + several
                        + ": holds runs of several seeds; give --seeds too, or choose another folder\n");
        assertThat(CommandRun.of(
                                "train",
                                "--seeds",
                                "2",
                                "--run",
                                several.resolve("seed-5").toString())
                        .err())
                .isEqualTo("snapshot train: --run: " + several.resolve("seed-5")
                        + ": holds the run of a single seed; choose another folder for --seeds\n");

        byte[] before = Files.readAllBytes(several.resolve("seed-5/run.json"));
        CommandRun three = train("--seeds", "3", "--resume");
        assertThat(three.status()).isZero();
        assertThat(three.err()).doesNotContain("seed 6").contains("mlp, seed 7: trained in");
        assertThat(Files.readAllBytes(several.resolve("seed-5/run.json"))).isEqualTo(before);
        JsonNode report = json("report.json");
        assertThat(report.path("seeds").findValuesAsText("seed")).containsExactly("5", "6", "7");
        double sum = 0;
        for (String seed : List.of("5", "6", "7")) {
            sum += json("seed-" + seed + "/report/report.json")
                    .at("/ensemble/accuracy")
                    .asDouble();
        }
        assertThat(report.at("/contenders/0/accuracy/mean").asDouble()).isEqualTo(sum / 3, within(1e-12));
    }

    @Test
    void dryRun_countsEachSeed() {
        CommandRun plan = train("--seeds", "3", "--dry-run");
        assertThat(plan.out()).contains("seeds        3, under each of which all of it is trained\n", "about 11.3 MB");
        assertThat(scratch.resolve("several")).doesNotExist();
    }

    @Test
    void oneSeed_isRefused() {
        assertThat(train("--seeds", "1").err()).contains("--seeds", "must be a whole number from 2 to 1000, was 1");
    }

    /** In a folder of a project, say. */
    @Test
    void seeds_whereAReportOfAnothersIs_areRefused() throws IOException {
        Path several = Files.createDirectory(scratch.resolve("several"));
        Path report = Files.writeString(several.resolve("report.md"), "mine");
        CommandRun refused = train("--seeds", "2");
        assertThat(refused.err())
                .isEqualTo("snapshot train: --run: " + report
                        + " is there already and would be replaced; choose another folder\n");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(report).hasContent("mine");
    }

    /** Under which of them it does is not known before; a rate in between would be found by trying. */
    @Test
    void seeds_thatAllDiverge_areEachToldOf() {
        CommandRun failed = CommandRun.of(
                "train",
                "--epochs",
                "2",
                "--cycles",
                "1",
                "--max-lr",
                "1e30",
                "--seeds",
                "2",
                "--run",
                scratch.resolve("diverging").toString());
        assertThat(failed.status()).isEqualTo(2);
        assertThat(failed.err()).contains("snapshot train: --seeds: seed 1: iteration ", "; seed 2: iteration ");
    }
}
