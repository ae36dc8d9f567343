package org.snapshotensemble.benchmarks.claim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.snapshotensemble.evaluation.render.file.PictureFile;

/** What is made of the claim's results: a page, its pictures, and the sentences that the README has. */
final class ClaimPage {

    /** The data that matter most: the largest that are here. */
    private static final String MAIN = DataSet.FASHION.title();

    private static final String TESTS = "tests.md";

    private static final String PAPERS = "papers.md";

    private final List<CellResult> results;
    private final List<ResultGroup> groups;

    ClaimPage(List<CellResult> results) {
        this.results = List.copyOf(results);
        this.groups = ResultGroup.of(results).stream()
                .sorted(Comparator.comparing(group -> !group.data().equals(MAIN)))
                .toList();
    }

    /** The verdict in whole sentences, the same in the README. */
    List<String> verdict() {
        return new ClaimVerdict(groups).sentences();
    }

    /** The verdict, and what lies behind it. */
    List<String> detailedVerdict() {
        return new ClaimVerdict(groups).inDetail();
    }

    /** The log losses, of which the README has the sentence. */
    LogLosses logLosses() {
        return new LogLosses(groups);
    }

    /** The page, in Markdown. */
    String markdown() {
        StringBuilder page = new StringBuilder("# What an ensemble for the price of one training gives\n\n");
        detailedVerdict().forEach(sentence -> page.append(sentence).append('\n'));
        page.append('\n');
        for (ResultGroup group : drawn()) {
            page.append("![")
                    .append(title(group))
                    .append("](")
                    .append(fileName(group))
                    .append(".svg)\n\n");
        }
        LogLosses logLosses = logLosses();
        page.append("## Log loss\n\n").append(logLosses.markdown()).append('\n');
        page.append(logLosses.sentence()).append(' ').append(logLosses.names());
        page.append("\n\n## How to read the tables\n\n");
        return page.append(new ResultsTable(results).markdown())
                .append("\n## How to read the tests\n\n")
                .append(resource(TESTS))
                .append("\n## What others report\n\n")
                .append(resource(PAPERS).replace("{peers}", peers()))
                .toString();
    }

    /** The pictures, by the names of their files; a dark one beside each. */
    Map<String, PictureFile> pictures() {
        Map<String, PictureFile> pictures = new LinkedHashMap<>();
        for (ResultGroup group : drawn()) {
            pictures.put(fileName(group) + ".svg", PictureFile.of(title(group), ClaimPicture.of(group)));
            pictures.put(fileName(group) + "-dark.svg", PictureFile.dark(title(group), ClaimPicture.of(group)));
        }
        return pictures;
    }

    /** The groups that have what the others are held against. */
    private List<ResultGroup> drawn() {
        return groups.stream()
                .filter(group -> group.accuracy(ClaimRecipes.REFERENCE).isPresent())
                .toList();
    }

    private static String title(ResultGroup group) {
        return "One budget of epochs, several uses: " + ClaimVerdict.name(group.data()) + ", " + group.network();
    }

    private static String fileName(ResultGroup group) {
        return "claim-" + group.data() + "-" + group.network();
    }

    /** What the other library's recipe gives here. */
    private String peers() {
        double[] accuracies = groups.stream()
                .flatMap(group -> group.done(ClaimRecipes.PEERS).stream())
                .mapToDouble(CellResult::accuracy)
                .toArray();
        return accuracies.length < 2
                ? "The same recipe was trained here under fewer than two seeds."
                : String.format(
                        Locale.ROOT,
                        "The same recipe gives %.2f %% here, the mean of %d seeds, with a standard deviation of %.2f points.",
                        100 * Mean.of(accuracies).getAsDouble(),
                        accuracies.length,
                        100 * StandardDeviation.of(accuracies).getAsDouble());
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ClaimPage.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
