package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snapshotensemble.evaluation.EnsembleReport;

/**
 * The exact text of each format. After a wanted change, write the files anew with
 * {@code -Dtest.jvm.args=-Dgolden.write=true} and read the difference before it is committed.
 */
class RendererGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/org/snapshotensemble/evaluation/render");

    static List<Format> formats() {
        return List.of(
                new Format("classification.txt", new TextRenderer(), SampleReports.classification()),
                new Format("classification.md", new MarkdownRenderer(), SampleReports.classification()),
                new Format("classification.json", new JsonRenderer(), SampleReports.classification()),
                new Format("classification.csv", new CsvRenderer(), SampleReports.classification()),
                new Format("classification.html", new HtmlRenderer(), SampleReports.classification()),
                new Format("trained.html", new HtmlRenderer(), TrainedReports.ofImages()),
                new Format("cascade.txt", new TextRenderer(), SampleReports.cascade()),
                new Format("cascade.md", new MarkdownRenderer(), SampleReports.cascade()),
                new Format("cascade.json", new JsonRenderer(), SampleReports.cascade()),
                new Format("cascade.csv", new CsvRenderer(), SampleReports.cascade()),
                new Format("cascade.html", new HtmlRenderer(), SampleReports.cascade()),
                new Format("greedy.txt", new TextRenderer(), SampleReports.greedy()),
                new Format("greedy.md", new MarkdownRenderer(), SampleReports.greedy()),
                new Format("greedy.json", new JsonRenderer(), SampleReports.greedy()),
                new Format("greedy.csv", new CsvRenderer(), SampleReports.greedy()),
                new Format("weights.txt", new TextRenderer(), SampleReports.weights()),
                new Format("flattering.txt", new TextRenderer(), SampleReports.flattering()),
                new Format("flattering.md", new MarkdownRenderer(), SampleReports.flattering()),
                new Format("flattering.json", new JsonRenderer(), SampleReports.flattering()),
                new Format("flattering.html", new HtmlRenderer(), SampleReports.flattering()),
                new Format("regression.txt", new TextRenderer(), SampleReports.regression()),
                new Format("regression.md", new MarkdownRenderer(), SampleReports.regression()),
                new Format("regression.json", new JsonRenderer(), SampleReports.regression()),
                new Format("regression.csv", new CsvRenderer(), SampleReports.regression()),
                new Format("regression.html", new HtmlRenderer(), SampleReports.regression()));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void render_sampleReport_isTheGoldenFile(Format format) throws IOException {
        String drawn = withoutStyleAndScript(draw(format));
        Path golden = GOLDEN.resolve(format.file());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, drawn);
        }

        assertThat(drawn).isEqualTo(Files.readString(golden));
    }

    @Test
    void render_anotherLocale_changesNothing() throws IOException {
        Locale before = Locale.getDefault();
        try {
            for (Format format : formats()) {
                Locale.setDefault(Locale.ROOT);
                String root = draw(format);
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
                assertThat(draw(format)).as(format.file()).isEqualTo(root);
                Locale.setDefault(Locale.forLanguageTag("tr-TR"));
                assertThat(draw(format)).as(format.file()).isEqualTo(root);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Of a page; the two are files of their own, the same in each. */
    private static String withoutStyleAndScript(String text) {
        return text.replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1></$1>")
                .replaceAll("sha256-[A-Za-z0-9+/=]+", "sha256-");
    }

    private static String draw(Format format) throws IOException {
        StringBuilder out = new StringBuilder();
        format.renderer().render(format.report(), out);
        return out.toString();
    }

    record Format(String file, ReportRenderer renderer, EnsembleReport report) {

        @Override
        public String toString() {
            return file;
        }
    }
}
