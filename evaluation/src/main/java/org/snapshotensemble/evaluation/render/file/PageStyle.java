package org.snapshotensemble.evaluation.render.file;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The look of pages and pictures. */
public final class PageStyle {

    private static final Pattern COLORS = Pattern.compile(":root \\{[^}]*}");
    private static final Pattern DARK =
            Pattern.compile("@media [^{]*prefers-color-scheme: dark[^{]*\\{\\s*(:root \\{[^}]*})\\s*}");

    private PageStyle() {}

    /** Returns the style sheet. */
    public static String sheet() {
        try {
            return Resources.toString(Resources.getResource(PageStyle.class, "page.css"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("page.css is missing from the jar", e);
        }
    }

    /** Returns the style sheet with the colors for dark paper alone. */
    static String darkSheet() {
        String sheet = sheet();
        Matcher dark = DARK.matcher(sheet);
        if (!dark.find()) {
            throw new IllegalStateException("page.css has no colors for dark paper");
        }
        return COLORS.matcher(sheet).replaceFirst(Matcher.quoteReplacement(dark.group(1)));
    }
}
