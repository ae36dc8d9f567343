package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.render.file.PictureFile;

/** What was published of results is what the results' files say. */
final class PublishedResultsTest {

    private static final Path RESULTS = Path.of("claim/results");
    private static final Path DOCS = Path.of("../docs");
    private static final Path README = Path.of("../README.md");

    /** In the order of the table's columns. */
    private static final List<String> GROUPS =
            List.of("digits, mlp", "digits, cnn", "fashion-10000, mlp", "fashion-10000, cnn");

    private static List<CellResult> rates() throws IOException {
        return new ResultsFile(RESULTS.resolve("rates.json")).of(Grid.RATES.cells());
    }

    @Test
    void rates_tableAndCsv_areThoseOfTheCells() throws IOException {
        ResultsTable table = new ResultsTable(rates());

        assertThat(rates()).hasSameSizeAs(Grid.RATES.cells());
        assertThat(RESULTS.resolve("rates.md")).hasContent(table.markdown());
        assertThat(RESULTS.resolve("rates.csv")).hasContent(table.csv());
    }

    @Test
    void rates_ofTheDocs_areTheirMeans() throws IOException {
        List<ResultGroup> groups = ResultGroup.of(rates());
        List<String> lines = new ArrayList<>();
        for (String recipe : groups.get(0).recipes().keySet()) {
            StringBuilder line = new StringBuilder("| ").append(recipe).append(" |");
            for (String title : GROUPS) {
                ResultGroup group = groups.stream()
                        .filter(one -> one.title().equals(title))
                        .findFirst()
                        .orElseThrow();
                line.append(String.format(
                        Locale.ROOT, " %.2f %% |", 100 * group.accuracy(recipe).orElseThrow()));
            }
            lines.add(line.toString());
        }

        try (Stream<String> page = Files.lines(DOCS.resolve("choosing-a-schedule.md"))) {
            assertThat(page.filter(line -> line.startsWith("| suggested |") || line.startsWith("| max 0.")))
                    .containsExactlyElementsOf(lines);
        }
    }

    private static List<CellResult> claim() throws IOException {
        return new ResultsFile(RESULTS.resolve("claim.json")).of(Grid.CLAIM.cells());
    }

    @Test
    void claim_pageCsvAndPictures_areThoseOfTheCells() throws IOException {
        ClaimPage page = new ClaimPage(claim());

        assertThat(RESULTS.resolve("claim.md")).hasContent(page.markdown());
        assertThat(RESULTS.resolve("claim.csv")).hasContent(new ResultsTable(claim()).csv());
        for (Map.Entry<String, PictureFile> picture : page.pictures().entrySet()) {
            assertThat(RESULTS.resolve(picture.getKey()))
                    .hasBinaryContent(picture.getValue().svgBytes());
        }
        try (Stream<Path> files = Files.list(RESULTS)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".svg")))
                    .containsExactlyInAnyOrderElementsOf(page.pictures().keySet());
        }
    }

    @Test
    void claim_ofTheReadme_isVerdictAndPicture() throws IOException {
        ClaimPage page = new ClaimPage(claim());
        String picture = page.pictures().keySet().iterator().next();

        assertThat(readme()).contains("src=\"benchmarks/claim/results/" + picture + "\"");
        assertThat(page.verdict())
                .isNotEmpty()
                .allSatisfy(sentence -> assertThat(readme()).contains(sentence));
    }

    @Test
    void claim_ofTheReadme_hasTheLogLosses() throws IOException {
        LogLosses logLosses = new ClaimPage(claim()).logLosses();

        assertThat(Files.readString(README)).contains(logLosses.markdown());
        assertThat(readme()).contains(logLosses.sentence());
    }

    /** Two tenths of a point, as the README says of these. */
    @Test
    void claim_ofTheReadme_leavesOutThePapersSmallestGain() throws IOException {
        for (String title : List.of("fashion, cnn", "digits, mlp")) {
            ResultGroup group = ResultGroup.of(claim()).stream()
                    .filter(one -> one.title().equals(title))
                    .findFirst()
                    .orElseThrow();
            double high = snapshots(group)
                    .overSeeds()
                    .differences()
                    .flatMap(test -> test.interval(Interval.REPORT_LEVEL))
                    .orElseThrow()
                    .high();
            assertThat(100 * high).as(title).isLessThan(0.2);
        }
        assertThat(readme())
                .contains(
                        "on Fashion-MNIST with the `cnn` and on the digits with the `mlp` the 95 % intervals leave out");
    }

    @Test
    void defaults_tableCsvAndSentencesOfTheReadme_areThoseOfTheCells() throws IOException {
        List<CellResult> defaults = new ResultsFile(RESULTS.resolve("defaults.json")).of(Grid.DEFAULTS.cells());
        ResultGroup group = ResultGroup.of(defaults).get(0);
        SeedPairs oneCycle = SeedPairs.of(group.done("one-cycle"), group.done(ClaimRecipes.REFERENCE));

        assertThat(defaults).hasSameSizeAs(Grid.DEFAULTS.cells());
        assertThat(RESULTS.resolve("defaults.md")).hasContent(new ResultsTable(defaults).markdown());
        assertThat(RESULTS.resolve("defaults.csv")).hasContent(new ResultsTable(defaults).csv());
        assertThat(readme())
                .contains(new ClaimVerdict(List.of(group)).sentences())
                .contains(String.format(
                        Locale.ROOT,
                        "they were more accurate, by %.2f points; the last of them alone had more than half of that, and a"
                                + " one-cycle schedule gained %.2f.",
                        snapshots(group).points(),
                        oneCycle.points()));
        double lastAlone = snapshots(group)
                .mean(pair -> pair.one().lastAccuracy() - pair.other().accuracy());
        assertThat(100 * lastAlone).isGreaterThan(snapshots(group).points() / 2);
    }

    private static String readme() throws IOException {
        return Files.readString(README).replaceAll("\\s+", " ");
    }

    /** Five snapshots and one cosine cycle, under the seeds that both have. */
    private static SeedPairs snapshots(ResultGroup group) {
        return SeedPairs.of(group.done(ClaimRecipes.SNAPSHOTS), group.done(ClaimRecipes.REFERENCE));
    }

    /** No more than a point below the best of five that were tried by hand. */
    @Test
    void rates_suggested_areNearTheBest() throws IOException {
        for (ResultGroup group : ResultGroup.of(rates())) {
            double best = group.recipes().keySet().stream()
                    .mapToDouble(recipe -> group.accuracy(recipe).orElseThrow())
                    .max()
                    .orElseThrow();
            assertThat(group.accuracy("suggested").orElseThrow())
                    .as(group.title())
                    .isGreaterThan(best - 0.01);
        }
    }
}
