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

/**
 * Draws a report as one HTML page that needs nothing else: no script, no picture, no network. Its
 * Content-Security-Policy forbids everything but its own style sheet, and all text is escaped.
 */
public final class HtmlRenderer implements ReportRenderer {

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlRenderer.class.getClassLoader(), HtmlRenderer.class.getPackageName());
    private final String style = style();

    @Override
    public void render(EnsembleReport report, Appendable out) throws IOException {
        Sheet sheet = Sheet.of(report);
        StringOutput page = new StringOutput();
        engine.render(
                "report.jte",
                Map.of(
                        "sheet",
                        sheet,
                        "style",
                        style,
                        "policy",
                        policy(style),
                        "verdictClass",
                        Ascii.toLowerCase(sheet.recommendation().name())),
                page);
        out.append(page.toString());
    }

    private static String policy(String style) {
        byte[] hash = Hashing.sha256().hashString(style, StandardCharsets.UTF_8).asBytes();
        return "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String style() {
        try {
            return Resources.toString(Resources.getResource(HtmlRenderer.class, "report.css"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css is missing from the jar", e);
        }
    }
}
