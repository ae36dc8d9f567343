package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.evaluation.BestMemberChoice;
import org.snapshotensemble.evaluation.Combination;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.MemberScore;
import org.snapshotensemble.evaluation.MemberWeight;
import org.snapshotensemble.evaluation.MembersAsked;
import org.snapshotensemble.evaluation.Provenance;
import org.snapshotensemble.evaluation.curve.TrainingCurve;

/**
 * Whatever the classes, the members, the run and the data are called, a report has the same elements as with plain names,
 * read by the parsers that a browser and a viewer of Markdown are like.
 */
final class InertReportTest {

    private static final String PLAIN = "plain";

    private static final String REACHING_OUT =
            "img, iframe, object, embed, link, a, form, base, [src], [href], [style],"
                    + " svg style, svg image, svg use, svg foreignObject, svg animate, svg set";

    private static EnsembleReport named(String name) {
        EnsembleReport report = SampleReports.classification(name + 1, name + 2, name + 3);
        List<MemberScore> members = report.members().stream()
                .map(member -> new MemberScore(
                        name + member.cycle(),
                        member.cycle(),
                        member.iteration(),
                        member.learningRate(),
                        member.metrics()))
                .toList();
        Provenance known = report.provenance();
        Provenance provenance = new Provenance(
                name,
                Optional.of(name),
                name,
                name,
                name,
                known.seed(),
                name,
                Map.of(name, name),
                name,
                name,
                known.output(),
                known.outputs(),
                known.examples(),
                known.resamples(),
                known.bootstrapSeed());
        return new EnsembleReport(
                provenance,
                report.ensemble(),
                new Combination(
                        MembersAsked.all(members.size()),
                        members.stream()
                                .map(member -> new MemberWeight(name, 1, 1.0 / members.size()))
                                .toList(),
                        Optional.empty()),
                members.get(1),
                BestMemberChoice.VALIDATION_ACCURACY,
                members,
                report.growing(),
                List.of(new CombinedScore(name, 1, report.baselines().get(0).metrics())),
                report.comparisons(),
                report.verdict(),
                report.analysis(),
                List.of(name));
    }

    private static String draw(ReportRenderer renderer, String name) throws IOException {
        StringBuilder out = new StringBuilder();
        renderer.render(named(name), out);
        return out.toString();
    }

    /** Every element with its attributes, in order. */
    private static List<String> elements(Document page) {
        return page.getAllElements().stream().map(InertReportTest::tag).toList();
    }

    private static String tag(Element element) {
        return element.tagName()
                + element.attributes().asList().stream()
                        .map(Attribute::toString)
                        .toList();
    }

    private static Document markdown(String text) {
        List<Extension> extensions = List.of(TablesExtension.create());
        org.commonmark.renderer.html.HtmlRenderer html = org.commonmark.renderer.html.HtmlRenderer.builder()
                .extensions(extensions)
                .build();
        return Jsoup.parse(
                html.render(Parser.builder().extensions(extensions).build().parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "</style><img src=x onerror=alert(1)>",
                "</title></td><!--",
                "\" onmouseover=\"alert(1)\" x='",
                "&lt;b&gt;&#60;i>",
                "javascript:alert(1)",
                "![a](http://example.com/a.png) [b](javascript:alert(1)) <http://example.com>",
                "a|b|c `d` **e** __f__ ~~g~~ $h$",
                "# x",
                "- x",
                "1. x",
                "> x",
                "```",
                "\\",
                "\u202Egnp.exe",
                "\uD800 and \uDC00",
                "=1+1",
                "@SUM(1)",
                "a\r\nb\n\n# c\u2028d\u0085e",
                "\u001B[2J\u0007\u009B31m",
                "\u0000"
            })
    void pages_anyName_haveTheElementsOfPlainNamesAndItsText(String name) throws IOException {
        String shown = Figures.plain(name);
        Document page = Jsoup.parse(draw(new HtmlRenderer(), name));
        assertThat(elements(page)).isEqualTo(elements(Jsoup.parse(draw(new HtmlRenderer(), PLAIN))));
        assertThat(page.select("tbody th")).extracting(Element::wholeText).contains(shown + 1);
        assertThat(page.getElementsByTag("dd")).extracting(Element::wholeText).anyMatch(text -> text.contains(shown));
        assertThat(page.getElementsByClass("warning").eachText()).hasSize(1);

        Document viewed = markdown(draw(new MarkdownRenderer(), name));
        assertThat(elements(viewed)).isEqualTo(elements(markdown(draw(new MarkdownRenderer(), PLAIN))));
        assertThat(viewed.getElementsByTag("td"))
                .extracting(cell -> cell.wholeText().strip())
                .contains((shown + 1).strip());

        String text = draw(new TextRenderer(), name);
        assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    }

    @Test
    void html_policy_allowsNothingFromOutside() throws IOException {
        Document page = Jsoup.parse(draw(new HtmlRenderer(), PLAIN));
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").eachAttr("content"))
                .singleElement()
                .asString()
                .matches(
                        "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'");
        assertThat(page.select("script, " + REACHING_OUT)).isEmpty();
        assertThat(page.getAllElements())
                .flatExtracting(element -> element.attributes().asList())
                .noneMatch(attribute -> attribute.getKey().startsWith("on"));
    }

    /** The script is ours to the byte, and what it reads is numbers and words of ours, whatever the snapshots are called. */
    @Test
    void html_policyOfCurves_allowsTheirScriptAlone() throws IOException {
        TrainingCurve curve = TrainedReports.withCurve().curve().orElseThrow();
        String name = "</script><script>alert(1)</script>\u2028";
        EnsembleReport report = named(name)
                .withCurve(new TrainingCurve(
                        curve.stretches(),
                        curve.brokenLosses(),
                        List.of(new TrainingCurve.Trough(name, 399, 0.1, OptionalDouble.of(0.9)))));
        StringBuilder out = new StringBuilder();
        new HtmlRenderer().render(report, out);
        Document page = Jsoup.parse(out.toString());

        List<Element> scripts = page.getElementsByTag("script");
        assertThat(scripts).hasSize(2);
        assertThat(scripts.get(0).attr("type")).isEqualTo("application/json");
        assertThat(scripts.get(0).data()).matches("[A-Za-z0-9 .,:\"%\\[\\]{}-]++");
        String script = scripts.get(1).data();
        assertThat(script)
                .isEqualTo(Resources.toString(
                        Resources.getResource(HtmlRenderer.class, "report.js"), StandardCharsets.UTF_8));
        String hash = Base64.getEncoder()
                .encodeToString(Hashing.sha256()
                        .hashString(script, StandardCharsets.UTF_8)
                        .asBytes());
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .contains("; script-src 'sha256-" + hash + "'; base-uri");
        assertThat(page.select(REACHING_OUT)).isEmpty();
    }

    /** Images are part of the page: nothing else may be shown. */
    @Test
    void html_imagesOfExamples_areDataOfThePage() throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlRenderer().render(TrainedReports.ofImages(), out);
        Document page = Jsoup.parse(out.toString());

        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .contains("; img-src data:; base-uri");
        assertThat(page.select("[src]").eachAttr("src"))
                .hasSize(2)
                .allMatch(source -> source.matches("data:image/png;base64,[A-Za-z0-9+/=]++"));
    }

    @Test
    void html_namesOfWonExamples_comeOutAsText() throws IOException {
        String name = "</li><img src=x onerror=alert(1)>";
        StringBuilder hostile = new StringBuilder();
        new HtmlRenderer().render(TrainedReports.ofRows(name, name), hostile);
        StringBuilder plain = new StringBuilder();
        new HtmlRenderer().render(TrainedReports.ofRows(PLAIN, PLAIN), plain);
        Document page = Jsoup.parse(hostile.toString());

        assertThat(elements(page)).isEqualTo(elements(Jsoup.parse(plain.toString())));
        assertThat(page.select(".gallery span").eachText()).containsExactly(name + ", not " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1+", "-A", "@SUM(1)", "\t=1", "\r=1", "\n=1", "a\",\"=1", "a\n=1"})
    void csv_anyName_isOneCellThatStartsNoFormula(String name) throws IOException {
        List<CsvRecord> rows;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(draw(new CsvRenderer(), name))) {
            rows = csv.stream().toList();
        }
        assertThat(rows)
                .hasSize(5)
                .allSatisfy(row ->
                        assertThat(row.getFieldCount()).isEqualTo(rows.get(0).getFieldCount()));
        assertThat(rows.get(1).getField(0)).endsWith(name + 0).doesNotMatch("(?s)[=+\\-@\\t\\r\\n].*");
    }
}
