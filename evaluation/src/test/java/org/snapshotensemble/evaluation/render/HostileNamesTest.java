package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.BestMemberChoice;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.MemberScore;

/** Names come from people's data files; none may become markup, a formula or a terminal command. */
class HostileNamesTest {

    private static final String MARKUP = "</script><img src=x onerror=alert(1)>";
    private static final String QUOTES = "a\" onmouseover='x'|`b`*c*";
    private static final String ESCAPES = "\u001b[2Jred\u202egnp\r\nnext";

    private final EnsembleReport report = SampleReports.classification(MARKUP, QUOTES, ESCAPES);

    @Test
    void html_hostileClassName_comesOutAsText() throws IOException {
        String page = draw(new HtmlRenderer(), report);

        assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
        assertThat(page).doesNotContain("<img").doesNotContain("</script").doesNotContain("\u001b");
    }

    @Test
    void html_policy_allowsNothingButTheStyleSheet() throws IOException {
        assertThat(draw(new HtmlRenderer(), report))
                .containsPattern(
                        "content=\"default-src (&#39;|')none(&#39;|'); style-src (&#39;|')sha256-[A-Za-z0-9+/]{43}=")
                .doesNotContain("style=")
                .doesNotContain("<script")
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void markdown_hostileClassName_staysInItsCell() throws IOException {
        String text = draw(new MarkdownRenderer(), report);

        assertThat(text).contains("| \\</script\\>\\<img src=x onerror=alert(1)\\> | 70 |");
        assertThat(text).contains("| a\" onmouseover='x'\\|\\`b\\`\\*c\\* | 70 |");
        assertThat(text).contains("| \uFFFD\\[2Jred\uFFFDgnp\uFFFD\uFFFDnext | 60 |");
    }

    @Test
    void renderers_hostileNote_comesOutAsText() throws IOException {
        EnsembleReport noted = report.withNote(MARKUP + ESCAPES);

        assertThat(draw(new HtmlRenderer(), noted))
                .contains("<p class=\"warning\">&lt;/script&gt;")
                .doesNotContain("<img", "\u001b");
        assertThat(draw(new MarkdownRenderer(), noted)).contains("> **Note:** \\</script\\>\\<img");
        assertThat(draw(new TextRenderer(), noted)).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void json_hostileClassName_isThatNameAgain() throws IOException {
        String json = draw(new JsonRenderer(), report);

        assertThat(new ObjectMapper().readTree(json).at("/ensemble/perClass"))
                .extracting(node -> node.get("name").textValue())
                .containsExactly(MARKUP, QUOTES, ESCAPES);
    }

    @Test
    void csv_nameThatStartsLikeAFormula_getsAnApostrophe() throws IOException {
        for (String formula : List.of("=1+1", "+1+1", "-A1", "-1e", "+", "@SUM(A1)", "\t=1")) {
            assertThat(draw(new CsvRenderer(), named(formula)).lines().toList().get(1))
                    .startsWith("'" + formula + ",");
        }
        for (String number : List.of("-1", "+1", "-122.4", "+.5e-3")) {
            assertThat(draw(new CsvRenderer(), named(number)).lines().toList().get(1))
                    .startsWith(number + ",");
        }
        assertThat(draw(new CsvRenderer(), named("a,\"b\"")).lines().toList().get(1))
                .startsWith("\"a,\"\"b\"\"\",0,");
    }

    @Test
    void text_hostileMemberName_neitherMovesTheCursorNorBreaksALine() throws IOException {
        String text = draw(new TextRenderer(), named(ESCAPES));

        assertThat(text)
                .contains("member \uFFFD[2Jred\uFFFDgnp\uFFFD\uFFFDnext")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void text_longNames_fitInto100Columns() throws IOException {
        String text = draw(new TextRenderer(), named("\uD83E\uDD89".repeat(300)));

        assertThat(text.lines()
                        .mapToInt(line -> line.codePointCount(0, line.length()))
                        .max())
                .hasValue(TextRenderer.WIDTH);
        assertThat(text).contains("\uD83E\uDD89…").doesNotContain("\uFFFD");
    }

    @Test
    void markdown_manyClasses_listsTheLargestConfusions() throws IOException {
        int[][] counts = new int[30][30];
        IntStream.range(0, 30).forEach(label -> counts[label][label] = 10);
        counts[3][4] = 7;
        counts[5][6] = 9;

        String text = draw(new MarkdownRenderer(), SampleReports.ofConfusion(counts));

        assertThat(text)
                .contains(
                        "| label | predicted as | examples |\n| --- | --- | ---: |\n| 5 | 6 | 9 |\n| 3 | 4 | 7 |\n\n");
    }

    private EnsembleReport named(String name) {
        MemberScore first = report.members().get(0);
        MemberScore renamed =
                new MemberScore(name, first.cycle(), first.iteration(), first.learningRate(), first.metrics());
        return new EnsembleReport(
                report.provenance(),
                report.ensemble(),
                renamed,
                BestMemberChoice.VALIDATION_ACCURACY,
                List.of(renamed, report.members().get(1), report.members().get(2)),
                report.growing(),
                report.baselines(),
                report.comparisons(),
                report.verdict(),
                report.analysis());
    }

    private static String draw(ReportRenderer renderer, EnsembleReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        renderer.render(report, out);
        return out.toString();
    }
}
