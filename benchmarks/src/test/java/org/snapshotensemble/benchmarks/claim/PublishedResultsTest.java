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
                line.append(' ').append(percent(group(rates(), title), recipe)).append(" |");
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

        assertThat(claim()).hasSameSizeAs(Grid.CLAIM.cells());
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
    void claim_ofTheReadme_hasWhatTheLogLossesShow() throws IOException {
        assertThat(readme()).contains(new ClaimPage(claim()).logLosses().sentence());
    }

    /** Two tenths of a point over step decay, as the README says. */
    @Test
    void claim_ofTheReadme_leavesOutThePapersSmallestGain() throws IOException {
        ResultGroup group = fashionCnn(claim());
        for (String reference : List.of(ClaimRecipes.REFERENCE, ClaimRecipes.STEP_DECAY)) {
            double high = SeedPairs.of(group.done(ClaimRecipes.SNAPSHOTS), group.done(reference))
                    .overSeeds()
                    .differences()
                    .flatMap(test -> test.interval(Interval.REPORT_LEVEL))
                    .orElseThrow()
                    .high();
            assertThat(100 * high).as(reference).isLessThan(0.2);
        }
        assertThat(readme())
                .contains(
                        "on Fashion-MNIST with the `cnn` the 95 % interval leaves out, also against a stepwise decay,");
    }

    private static List<CellResult> defaults() throws IOException {
        return new ResultsFile(RESULTS.resolve("defaults.json")).of(Grid.DEFAULTS.cells());
    }

    @Test
    void defaults_tableAndCsv_areThoseOfTheCells() throws IOException {
        assertThat(defaults()).hasSameSizeAs(Grid.DEFAULTS.cells());
        assertThat(RESULTS.resolve("defaults.md")).hasContent(new ResultsTable(defaults()).markdown());
        assertThat(RESULTS.resolve("defaults.csv")).hasContent(new ResultsTable(defaults()).csv());
    }

    /** The same network on the same images, where rate, warm-up and augmentation were chosen and where nothing was. */
    @Test
    void readme_chosenAndNothingChosen_areTheMeansOfTheCells() throws IOException {
        ResultGroup chosen = fashionCnn(claim());
        ResultGroup nothing = fashionCnn(defaults());
        for (String recipe : List.of(ClaimRecipes.REFERENCE, "one-cycle", ClaimRecipes.SNAPSHOTS)) {
            String name = recipe.equals(ClaimRecipes.SNAPSHOTS) ? "five snapshots" : recipe;
            assertThat(readme())
                    .contains("| " + name + " | " + percent(chosen, recipe) + " | " + percent(nothing, recipe) + " |");
        }
        assertThat(readme())
                .contains("| the last of the five alone | " + lastAlone(chosen) + " | " + lastAlone(nothing) + " |")
                .contains("five snapshots reached " + percent(chosen, ClaimRecipes.SNAPSHOTS)
                        + ", five networks of a fifth of the epochs each "
                        + percent(chosen, "5 networks, a fifth of the budget each") + ".");
    }

    @Test
    void readme_nothingChosen_isTheGainOfTheCells() throws IOException {
        ResultGroup nothing = fashionCnn(defaults());
        SeedPairs oneCycle = SeedPairs.of(nothing.done("one-cycle"), nothing.done(ClaimRecipes.REFERENCE));

        assertThat(readme())
                .contains(String.format(
                        Locale.ROOT,
                        "they were more accurate, by %.2f points (hundredths of the test images); the last of them alone had"
                                + " more than half of that, and a one-cycle schedule gained %.2f.",
                        snapshots(nothing).points(),
                        oneCycle.points()));
        double lastAlone = snapshots(nothing)
                .mean(pair -> pair.one().lastAccuracy() - pair.other().accuracy());
        assertThat(100 * lastAlone).isGreaterThan(snapshots(nothing).points() / 2);
        assertThat(snapshots(nothing).overSeeds().isBeyondChance()).isTrue();
    }

    private static ResultGroup fashionCnn(List<CellResult> results) {
        return group(results, "fashion, cnn");
    }

    private static ResultGroup group(List<CellResult> results, String title) {
        return ResultGroup.of(results).stream()
                .filter(group -> group.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static String percent(ResultGroup group, String recipe) {
        return percent(group.accuracy(recipe).orElseThrow());
    }

    private static String lastAlone(ResultGroup group) {
        return percent(snapshots(group).mean(pair -> pair.one().lastAccuracy()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
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
