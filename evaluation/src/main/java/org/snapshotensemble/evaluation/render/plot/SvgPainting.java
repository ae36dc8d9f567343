package org.snapshotensemble.evaluation.render.plot;

import java.awt.Dimension;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Document;

/**
 * Paints a chart as SVG, with two decimals a coordinate, for more only make the file longer. Letters are outlines, as the
 * chart draws them, and so look the same whatever fonts the reader has.
 */
final class SvgPainting {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final int DECIMALS = 2;

    private SvgPainting() {}

    static byte[] of(XYChart chart) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment("Snapshot Ensemble");
        context.setPrecision(DECIMALS);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(chart.getWidth(), chart.getHeight()));
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        StringWriter text = new StringWriter();
        try {
            graphics.stream(text);
        } catch (SVGGraphics2DIOException e) {
            throw new IllegalStateException("a picture in memory could not be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML", e);
        }
    }
}
