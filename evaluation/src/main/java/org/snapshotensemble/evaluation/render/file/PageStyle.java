package org.snapshotensemble.evaluation.render.file;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The look of pages and pictures. */
public final class PageStyle {

    private PageStyle() {}

    /** Returns the style sheet. */
    public static String sheet() {
        try {
            return Resources.toString(Resources.getResource(PageStyle.class, "page.css"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("page.css is missing from the jar", e);
        }
    }
}
