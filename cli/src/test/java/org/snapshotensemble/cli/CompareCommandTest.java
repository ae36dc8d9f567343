package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapshot compare}, on short trainings on the real digits. */
final class CompareCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path scratch;

    private static Path one;
    private static Path other;

    @BeforeAll
    static void train() {
        one = train("one", "--validation", "0.1");
        other = train("other", "--validation", "0.2", "--max-lr", "0.01");
    }

    private static Path train(String name, String... more) {
        Path run = scratch.resolve(name);
        List<String> all = new ArrayList<>(List.of(
                "train", "--quiet", "--epochs", "4", "--cycles", "2", "--batch", "64", "--run", run.toString()));
        all.addAll(List.of(more));
        assertThat(CommandRun.of(all.toArray(String[]::new)).status()).isZero();
        return run;
    }

    private static CommandRun compare(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("compare"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void compare_tellsWhatDiffersAndTestsItInPairs() {
        CommandRun compared = compare(one, other);
        assertThat(compared.err()).isEmpty();
        assertThat(compared.status()).isZero();
        assertThat(compared.out())
                .startsWith("2 runs on the same 359 test examples.\n\nWhat differs in the settings\n")
                .containsPattern("schedule +\\S+one +snapshot_cosine\\(max=0.1,total=84,cycles=2\\)\n")
                .containsPattern("schedule +\\S+other +snapshot_cosine\\(max=0.01,total=72,cycles=2\\)\n")
                .containsPattern("iterations +\\S+one +84\n")
                .doesNotContainPattern("  batch +64")
                .contains("\nAccuracy: each ensemble minus that of " + one + ", in points\n")
                .containsPattern("\\S*other +-[\\d.]+ +-[\\d.]+ to -[\\d.]+ +\\d+ +\\d+ +(< )?0.000\\d\n")
                .contains("\nNote: One training each: ")
                .contains(" is worse than ");
    }

    @Test
    void compare_figuresAreThoseOfTheReports() throws IOException {
        JsonNode all = JSON.readTree(compare(one, other, "--json").out());
        List<Path> runs = List.of(one, other);
        for (int run = 0; run < 2; run++) {
            JsonNode report =
                    JSON.readTree(runs.get(run).resolve("report/report.json").toFile());
            JsonNode compared = all.path("runs").path(run);
            for (String figure :
                    List.of("/ensemble/accuracy", "/ensemble/logLoss", "/bestMember/name", "/lastMember/brier")) {
                assertThat(compared.at(figure)).as(figure).isEqualTo(report.at(figure));
            }
            assertThat(compared.at("/calibration/error"))
                    .isEqualTo(report.at("/analysis/calibration/error"))
                    .isNotEqualTo(MissingNode.getInstance());
        }
        JsonNode pair = all.at("/runs/1/lessFirst");
        int right = (int) Math.round(359 * all.at("/runs/1/ensemble/accuracy").asDouble());
        int firstRight =
                (int) Math.round(359 * all.at("/runs/0/ensemble/accuracy").asDouble());
        assertThat(pair.at("/mcNemar/onlyEnsembleRight").asInt()
                        - pair.at("/mcNemar/onlyOtherRight").asInt())
                .isEqualTo(right - firstRight);
        assertThat(all.path("differentSettings"))
                .extracting(JsonNode::asText)
                .containsExactly("schedule", "iterations", "split");
    }

    @Test
    void report_isAPageThatAsksNoNetwork() throws IOException {
        Path folder = scratch.resolve("comparison");
        assertThat(compare(one, other, one.resolve("baselines/none"), "--report", folder)
                        .status())
                .isEqualTo(2);
        assertThat(folder).doesNotExist();
        CommandRun compared = compare(one, other, "--report", folder);
        assertThat(compared.out()).endsWith("\nReport: " + folder.resolve("compare.html") + "\n");
        assertThat(Files.readString(folder.resolve("compare.html")))
                .contains("<title>2 runs on the same 359 test examples</title>", "default-src &#39;none&#39;", "<svg")
                .doesNotContain("<script");
        assertThat(JSON.readTree(folder.resolve("compare.json").toFile())
                        .path("examples")
                        .asInt())
                .isEqualTo(359);
    }

    @Test
    void report_whereAPersonsOwnFilesAre_isRefused_andAnOlderComparisonIsReplaced() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("mine"));
        Path own = Files.writeString(folder.resolve("compare.html"), "mine");
        assertThat(compare(one, other, "--report", folder))
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot compare: --report: " + own
                                + " is there already and would be replaced; choose another folder\n"));
        assertThat(own).hasContent("mine");

        Files.delete(own);
        assertThat(compare(one, other, "--report", folder).status()).isZero();
        Files.writeString(own, "of an older version");
        assertThat(compare(one, other, "--report", folder).status()).isZero();
        assertThat(Files.readString(own)).contains("<title>");
    }

    @Test
    void otherTestData_areRefused() {
        Path elsewhere = train("elsewhere", "--seed", "7");
        CommandRun refused = compare(one, elsewhere);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("snapshot compare: " + elsewhere + ": must have the same test data as " + one
                        + ", but its test part is a share of 0.2 by seed 7, not a share of 0.2 by seed 1\n");
    }

    @Test
    void fewerThanTwoRuns_areRefused() {
        assertThat(compare().err()).isEqualTo("snapshot compare: must be given at least two runs, was none\n");
        CommandRun alone = compare(one);
        assertThat(alone.status()).isEqualTo(2);
        assertThat(alone.err()).isEqualTo("snapshot compare: must be given at least two runs, was one: " + one + "\n");
        assertThat(compare(one, one.resolve("../one")).err())
                .isEqualTo("snapshot compare: " + one.resolve("../one") + ": must be given only once\n");
    }

    @Test
    void folderWithoutARun_isRefused() {
        CommandRun refused = compare(one, scratch.resolve("nothing"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("snapshot compare: " + scratch.resolve("nothing"))
                .hasLineCount(1);
    }

    @Test
    void brokenRun_isRefused() throws IOException {
        Path broken = train("broken");
        Files.writeString(broken.resolve("snapshots/cycle-0001.zip"), "no zip");
        CommandRun refused = compare(one, broken);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("snapshot compare: " + broken.resolve("snapshots/cycle-0001.zip"))
                .hasLineCount(1);
    }
}
