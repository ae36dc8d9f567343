package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.evaluation.EnsembleReport;

/** The page as people see it, in Chromium; left out where the machine has none. */
final class ReportPageBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final Map<String, EnsembleReport> REPORTS = Map.of(
            "classification", SampleReports.classification(),
            "trained", TrainedReports.ofImages(),
            "cascade", SampleReports.cascade(),
            "large", LargeReports.of(200, 1_000),
            "flattering", SampleReports.flattering(),
            "regression", SampleReports.regression());

    private static Optional<Browser> browser = Optional.empty();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Browser.installed();
        assumeTrue(program.isPresent(), "no Chromium on the PATH: the page is not looked at in a browser");
        Files.createDirectories(SCREENSHOTS);
        browser = Optional.of(
                Browser.start(program.get(), Path.of("target/browser").toAbsolutePath()));
        for (Map.Entry<String, EnsembleReport> report : REPORTS.entrySet()) {
            StringBuilder page = new StringBuilder();
            new HtmlRenderer().render(report.getValue(), page);
            Files.writeString(file(report.getKey()), page);
        }
    }

    @AfterAll
    static void stop() {
        browser.ifPresent(Browser::close);
    }

    private static Path file(String report) {
        return folder.resolve(report + ".html").toAbsolutePath();
    }

    private static Browser opened(String report, int width, String scheme) throws IOException {
        Browser opened = browser.orElseThrow();
        opened.open(file(report), width, scheme);
        return opened;
    }

    @ParameterizedTest
    @CsvSource({
        "classification, 360, light",
        "classification, 800, dark",
        "classification, 1400, light",
        "trained, 360, dark",
        "trained, 800, light",
        "trained, 1400, dark",
        "cascade, 360, dark",
        "cascade, 1400, dark",
        "large, 360, light",
        "large, 1400, dark",
        "flattering, 360, light",
        "flattering, 1400, dark",
        "regression, 360, dark",
        "regression, 800, light",
        "regression, 1400, light"
    })
    void page_anyWidth_fitsAsksForNothingAndDrawsEveryPicture(String report, int width, String scheme)
            throws IOException {
        Browser page = opened(report, width, scheme);
        Files.write(SCREENSHOTS.resolve("%s-%d-%s.png".formatted(report, width, scheme)), page.screenshot());

        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests())
                .filteredOn(address -> !address.startsWith("data:"))
                .isEqualTo(List.of(file(report).toUri().toString()));
        assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(width);
        assertThat(page.evaluate("""
                                [...document.querySelectorAll('figure > svg')].filter(svg => {
                                  const box = svg.getBoundingClientRect();
                                  return box.width < 250 || box.height < 100 || !svg.querySelector('text');
                                }).length""").asInt()).isZero();
        assertThat(page.evaluate("document.querySelectorAll('section').length").asInt())
                .isPositive()
                .isEqualTo(page.evaluate("document.querySelectorAll('figure, .gallery, .empty').length")
                        .asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "classification, 360",
        "classification, 1400",
        "trained, 360",
        "trained, 1400",
        "regression, 360",
        "cascade, 360"
    })
    void pictures_anyWidth_haveWordsThatCanBeReadAndAreNotCutOff(String report, int width) throws IOException {
        Browser page = opened(report, width, "light");

        assertThat(page.evaluate("""
                                [...document.querySelectorAll('figure svg text')].filter(text => {
                                  const box = text.getBoundingClientRect();
                                  const picture = text.ownerSVGElement.getBoundingClientRect();
                                  return box.width > 0 && (box.height < 10 || box.left < picture.left - 1
                                    || box.right > picture.right + 1 || box.top < picture.top - 2
                                    || box.bottom > picture.bottom + 2);
                                }).map(text => text.textContent).join('; ')""").asText()).isEmpty();
    }

    @Test
    void page_ofManyMembersAndClasses_isSmall() throws IOException {
        assertThat(Files.size(file("large"))).isLessThan(2_000_000);
    }

    @Test
    void page_onPaper_isAPdf() throws IOException {
        byte[] pdf = opened("classification", 800, "dark").paper();
        Files.write(SCREENSHOTS.resolve("classification.pdf"), pdf);

        assertThat(pdf).startsWith('%', 'P', 'D', 'F');
    }

    @Test
    void details_open_showTheNumbersOfThePicture() throws IOException {
        Browser page = opened("classification", 800, "light");
        page.evaluate("document.querySelector('section details summary').click()");

        assertThat(page.evaluate("document.querySelector('section details table').getBoundingClientRect().height")
                        .asInt())
                .isGreaterThan(50);
    }

    @Test
    void curves_keys_readValuesAndZoom() throws IOException {
        Browser page = opened("trained", 800, "light");
        page.evaluate("document.querySelector('#training svg').focus()");
        page.press("ArrowRight");

        assertThat(page.evaluate("document.querySelector('.readout').textContent")
                        .asText())
                .isEqualTo("Iterations 0 to 1, learning rate 0.1, loss 2.1 (1.68 to 3.15).");
        assertThat(shownTo(page)).isEqualTo("1200");
        page.press("+");
        page.press("+");
        assertThat(shownTo(page)).isEqualTo("250");
        page.press("Escape");
        assertThat(shownTo(page)).isEqualTo("1200");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void curves_pointer_readsTheSnapshotWhereThereIsOne() throws IOException {
        Browser page = opened("trained", 800, "light");
        double x = page.evaluate("document.querySelectorAll('#training svg .trough')[1].getBoundingClientRect().left")
                .asDouble();
        page.evaluate("document.querySelector('#training').scrollIntoView()");
        double y = page.evaluate("document.querySelector('#training svg').getBoundingClientRect().top + 60")
                .asDouble();
        page.pointAt(x, y);

        assertThat(page.evaluate("document.querySelector('.readout').textContent")
                        .asText())
                .startsWith("Iterations 798 to 799, ")
                .endsWith(", validation accuracy 90 %.");
    }

    private static String shownTo(Browser page) throws IOException {
        return page.evaluate("[...document.querySelectorAll('#training g.across text')].pop().textContent")
                .asText();
    }
}
