package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.Provenance;
import org.snapshotensemble.evaluation.crossval.Measure;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;
import org.snapshotensemble.evaluation.seeds.SeedResult;
import org.snapshotensemble.evaluation.seeds.SeedsReport;

class SeedsFolderTest {

    @TempDir
    private Path folder;

    /** The sample report, its ensemble with the figures of that of fewer members. */
    private static EnsembleReport withEnsembleOfTheLast(int members) {
        EnsembleReport report = SampleReports.classification();
        CombinedScore fewer = report.growing().get(members - 1);
        return new EnsembleReport(
                report.provenance(),
                fewer,
                report.bestMember(),
                report.bestMemberChoice(),
                report.members(),
                report.growing(),
                report.baselines(),
                report.comparisons(),
                report.verdict(),
                report.analysis());
    }

    private static SeedsReport report(int... members) {
        List<SeedResult> results = new ArrayList<>();
        for (int seed = 0; seed < members.length; seed++) {
            results.add(new SeedResult(
                    seed + 7, Path.of("runs/x/seed-" + (seed + 7)), withEnsembleOfTheLast(members[seed])));
        }
        return new SeedsReport(results);
    }

    @Test
    void write_hasTheFiguresOfEachSeedAndOverThem() throws IOException {
        SeedsReport report = report(1, 2, 3);
        new SeedsFolder(folder).write(report);
        JsonNode json =
                new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.at("/task").asText()).isEqualTo("classification");
        assertThat(json.at("/seeds/2/seed").asLong()).isEqualTo(9);
        assertThat(json.at("/contenders"))
                .hasSize(3 + SampleReports.classification().baselines().size());
        // 179, 182 and 185 of the 200 examples are right.
        JsonNode ensemble = json.at("/contenders/0/accuracy");
        assertThat(ensemble.path("values")).hasSize(3);
        assertThat(ensemble.path("mean").asDouble()).isEqualTo((0.895 + 0.91 + 0.925) / 3, within(1e-12));
        assertThat(ensemble.path("standardDeviation").asDouble()).isEqualTo(0.015, within(1e-12));
        JsonNode difference = json.at("/contenders/1/accuracy/ensembleLessThis");
        assertThat(difference.path("pValue").asDouble())
                .isEqualTo(report.difference(SeedsReport.BEST_MEMBER, Measure.ACCURACY)
                        .pValue()
                        .orElseThrow());
        assertThat(difference.path("tells").asBoolean()).isTrue();
        assertThat(Files.readString(folder.resolve("report.md")))
                .startsWith("# The comparison under 3 seeds, on 200 examples\n")
                .contains("seed 8", "| baseline |", "| baseline step\\_decay(initial=0.1,factor=0.1,every=1000) |")
                .doesNotContain("tell nothing of chance");
    }

    @Test
    void write_page_opensWithWhatTheSeedsShow() throws IOException {
        SeedsReport report = report(1, 2, 3);
        new SeedsFolder(folder).write(report);
        String page = Files.readString(folder.resolve("report.html"));
        // 179, 182 and 185 of the 200 examples are right.
        assertThat(page)
                .contains("<title>The comparison under 3 seeds, on 200 examples</title>")
                .contains("default-src &#39;none&#39;")
                // Mean 2, deviation 1.5, so t = 2.309; on two degrees of freedom p = 1 - t / sqrt(t² + 2).
                .contains("<p class=\"verdict do_not_ensemble\">Over 3 seeds no gain of accuracy is shown: against best"
                        + " single +2.00 points, p = 0.1472; against last +1.50 points, p = 0.2254; against baseline"
                        + " +1.00 points, p = 0.3675.</p>")
                .contains("<p class=\"figure\">91.00 %</p><p>standard deviation 1.50 points</p>")
                .contains("aria-label=\"Dots: accuracy of 4 contenders under 3 seeds\"")
                .doesNotContain("<script");
        assertThat(page.split("class=\"mark ensemble\"", -1)).hasSize(1 + 2 * 3);
    }

    @Test
    void write_twoSeeds_thePageSaysThatTheyTellNothing() throws IOException {
        new SeedsFolder(folder).write(report(1, 3));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<p class=\"verdict do_not_ensemble\">Two seeds tell nothing of chance.</p>");
    }

    @Test
    void twoSeeds_areSaidToTellNothing() throws IOException {
        StringBuilder text = new StringBuilder();
        new SeedsText().render(report(2, 2), text);
        assertThat(text.toString())
                .startsWith("The comparison under 2 seeds, on 200 examples.\n")
                .contains("Two seeds tell nothing of chance: take at least 3 for the test, better 5 or more.");
        assertThat(report(2, 2).difference(SeedsReport.LAST_MEMBER, Measure.LOG_LOSS))
                .extracting(PairedDifferences::pValue)
                .isEqualTo(OptionalDouble.empty());
    }

    @Test
    void seedsThatDoNotFitEachOther_areRefused() {
        SeedResult one = new SeedResult(1, Path.of("seed-1"), SampleReports.classification());
        assertThatThrownBy(() -> new SeedsReport(List.of(one))).hasMessage("seeds must be at least 2, were 1");
        Provenance fewer = new Provenance(
                "runs/mine",
                Optional.empty(),
                "digits",
                "digits, test part",
                "constant(0.1)",
                OptionalLong.of(7),
                "mean",
                Map.of(),
                "Linux",
                0,
                1,
                199,
                10_000,
                1);
        SeedResult other =
                new SeedResult(2, Path.of("seed-2"), SampleReports.ofConfusion(fewer, new int[][] {{1, 0}, {0, 1}}));
        assertThatThrownBy(() -> new SeedsReport(List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seed 2 must be measured on 200 examples as the first, was on 199");
    }

    /** As where one diverged under a seed. */
    @Test
    void baselineThatASeedLacks_isNoContender() {
        SeedResult one = new SeedResult(1, Path.of("seed-1"), SampleReports.classification());
        SeedResult other =
                new SeedResult(2, Path.of("seed-2"), SampleReports.ofConfusion(new int[][] {{1, 0}, {0, 1}}));
        for (List<SeedResult> seeds : List.of(List.of(one, other), List.of(other, one))) {
            assertThat(new SeedsReport(seeds).contenders()).containsExactly("ensemble", "best single", "last");
        }
    }
}
