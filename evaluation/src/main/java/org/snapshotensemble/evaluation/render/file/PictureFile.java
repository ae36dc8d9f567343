package org.snapshotensemble.evaluation.render.file;

import com.google.common.html.HtmlEscapers;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.snapshotensemble.evaluation.render.picture.Picture;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.PlainText;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A picture that stands alone: with its title, its key and paper, and each part's look at the part itself.
 *
 * @param svg SVG, UTF-8, that needs no style sheet and no font of its own
 */
public record PictureFile(String svg) {

    private static final double MARGIN = 20;
    private static final double TITLE = 30;
    private static final double KEY_ROW = 20;
    private static final double SWATCH = 20;
    private static final double GAP = 7;
    /** A little more than letters of 12 pixels take on average: what does not fit goes to the next row. */
    private static final double LETTER = 7.2;

    /** Of a title in large letters, and in small ones. */
    private static final int LONG_TITLE = 68;

    private static final int LONGEST_TITLE = 96;

    private static final String OWN_STYLE = """
            svg .title { fill: var(--ink); font-size: 16px; font-weight: bold }
            svg .long { font-size: 12px }
            svg .paper { fill: var(--paper) }
            """;

    /**
     * Makes one that looks as on a page.
     *
     * @param title what it shows
     */
    public static PictureFile of(String title, Picture picture) {
        return of(title, picture, PageStyle.sheet());
    }

    /**
     * Makes one on dark paper, as a page has it where the reader's system is dark.
     *
     * @param title what it shows
     */
    public static PictureFile dark(String title, Picture picture) {
        return of(title, picture, PageStyle.darkSheet());
    }

    /**
     * Makes one.
     *
     * @param title what it shows
     * @param styleSheet the page's, from which the look comes
     */
    static PictureFile of(String title, Picture picture, String styleSheet) {
        Document document = parse(frame(title, picture));
        Element root = document.getDocumentElement();
        InlineStyle style = new InlineStyle(styleSheet + OWN_STYLE);
        NodeList parts = root.getElementsByTagName("*");
        for (int i = 0; i < parts.getLength(); i++) {
            Element part = (Element) parts.item(i);
            Map<String, String> attributes = style.of(part.getTagName(), part.getAttribute("class"));
            attributes.forEach(part::setAttribute);
            part.removeAttribute("class");
            part.removeAttribute("role");
            part.removeAttribute("aria-label");
        }
        return new PictureFile(text(document));
    }

    /** The file's bytes. */
    public byte[] svgBytes() {
        return svg.getBytes(StandardCharsets.UTF_8);
    }

    private static String frame(String title, Picture picture) {
        String markup = picture.svg();
        String[] box =
                markup.replaceFirst("(?s)^.*?viewBox=\"([^\"]*)\".*$", "$1").split(" ");
        double width = Double.parseDouble(box[2]);
        double height = Double.parseDouble(box[3]);
        StringBuilder key = new StringBuilder();
        double bottom = addKey(key, picture, width);
        double wholeWidth = width + 2 * MARGIN;
        double wholeHeight = bottom + height + MARGIN;
        String escaped = HtmlEscapers.htmlEscaper().escape(PlainText.cut(title, LONGEST_TITLE));
        String titleLook = title.length() > LONG_TITLE ? "title long" : "title";
        return number(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\"",
                        wholeWidth, wholeHeight, wholeWidth, wholeHeight)
                + " role=\"img\" aria-label=\"" + escaped + "\" font-family=\"sans-serif\" font-size=\"12\">"
                + number("<rect width=\"%s\" height=\"%s\" class=\"paper\"/>", wholeWidth, wholeHeight)
                + number("<text x=\"%s\" y=\"%s\"", MARGIN, MARGIN + 14) + " class=\"" + titleLook + "\">" + escaped
                + "</text>"
                + key
                + markup.replaceFirst(
                        "<svg ",
                        number("<svg x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" ", MARGIN, bottom, width, height))
                + "</svg>";
    }

    /** Writes the key row by row, and returns where the picture may begin. */
    private static double addKey(StringBuilder out, Picture picture, double width) {
        double x = MARGIN;
        double y = MARGIN + TITLE;
        if (picture.legend().isEmpty()) {
            return y;
        }
        for (LegendEntry entry : picture.legend()) {
            double needed = SWATCH + GAP + LETTER * entry.meaning().length();
            if (x > MARGIN && x + needed > MARGIN + width) {
                x = MARGIN;
                y += KEY_ROW;
            }
            out.append(swatch(entry.look(), x, y))
                    .append(number("<text x=\"%s\" y=\"%s\">", x + SWATCH + GAP, y + 4))
                    .append(HtmlEscapers.htmlEscaper().escape(PlainText.of(entry.meaning())))
                    .append("</text>");
            x += needed + 2 * GAP;
        }
        return y + KEY_ROW;
    }

    private static String swatch(String look, double x, double y) {
        String shape = look.startsWith("mark")
                ? number("<circle cx=\"%s\" cy=\"%s\" r=\"4\"", x + SWATCH / 2, y)
                : look.startsWith("band")
                        ? number("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"10\"", x, y - 5, SWATCH)
                        : number("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"", x, y, x + SWATCH, y);
        // Validation figures are dots of the ensemble's color.
        return shape + " class=\"" + look.replace("mark validation", "mark ensemble") + "\"/>";
    }

    private static String number(String format, Object... numbers) {
        Object[] texts = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            texts[i] = String.format(Locale.ROOT, "%.1f", (Double) numbers[i]).replaceFirst("\\.0$", "");
        }
        return String.format(Locale.ROOT, format, texts);
    }

    private static Document parse(String markup) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(markup)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("a picture of ours is no XML", e);
        }
    }

    private static String text(Document document) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text + "\n";
        } catch (TransformerException e) {
            throw new IllegalStateException("a picture in memory could not be written", e);
        }
    }
}
