package org.snapshotensemble.evaluation.render.file;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Paints a picture as PNG, with two pixels for one of the picture, so that it is sharp in print. Needs no display. */
final class Pixels {

    private static final int SCALE = 2;

    /** Limits are against strangers' files; these are ours. */
    private static final DocumentLimits NO_LIMITS = new DocumentLimits(
            DocumentLimits.DEFAULT_MAX_NESTING_DEPTH, DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH, Integer.MAX_VALUE);

    private Pixels() {}

    /** Paints, and returns the bytes of the file. */
    static byte[] png(PictureFile picture) {
        LoaderContext context =
                LoaderContext.builder().documentLimits(NO_LIMITS).build();
        @Nullable
        SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(picture.svgBytes()), null, context);
        if (document == null) {
            throw new IllegalStateException("a picture of ours is no SVG");
        }
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(SCALE * document.size().width),
                (int) Math.ceil(SCALE * document.size().height),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        document.renderWithPlatform(NullPlatformSupport.INSTANCE, graphics, null);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory could not be written", e);
        }
        return bytes.toByteArray();
    }
}
