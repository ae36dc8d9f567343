package org.snapshotensemble.evaluation.render;

import com.google.common.base.Ascii;
import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.file.PageStyle;

/**
 * Draws a report as one HTML page that needs nothing else and asks no network: pictures are SVG within it. Its
 * Content-Security-Policy forbids everything but its own style sheet and, where there are curves to read values off, its own
 * script; images of examples are part of the page. All text is escaped. Without the script the page shows the same.
 */
public final class HtmlRenderer implements ReportRenderer {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlRenderer.class.getClassLoader(), HtmlRenderer.class.getPackageName());
    private final String style = PageStyle.sheet();
    private final String curveScript = resource("report.js");

    @Override
    public void render(EnsembleReport report, Appendable out) throws IOException {
        out.append(draw(Page.of(report)));
    }

    /** Draws a page. */
    String draw(Page page) {
        String script = page.isScripted() ? curveScript : "";
        StringOutput drawn = new StringOutput();
        engine.render(
                "report.jte",
                Map.of(
                        "page",
                        page,
                        "style",
                        style,
                        "script",
                        script,
                        "policy",
                        policy(script, page.hasImages()),
                        "verdictClass",
                        Ascii.toLowerCase(page.sheet().recommendation().name())),
                drawn);
        return drawn.toString();
    }

    private String policy(String script, boolean hasImages) {
        return "default-src 'none'; style-src " + source(style)
                + (script.isEmpty() ? "" : "; script-src " + source(script))
                + (hasImages ? "; img-src data:" : "")
                + "; base-uri 'none'; form-action 'none'";
    }

    /** Allows exactly this text. */
    private static String source(String text) {
        byte[] hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    private static String resource(String name) {
        try {
            return Resources.toString(Resources.getResource(HtmlRenderer.class, name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is missing from the jar", e);
        }
    }
}
