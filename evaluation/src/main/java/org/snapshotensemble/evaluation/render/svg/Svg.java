package org.snapshotensemble.evaluation.render.svg;

import com.google.common.html.HtmlEscapers;
import java.util.List;

/**
 * The markup of one picture, written part by part. Coordinates run from the upper left corner and are rounded to a tenth;
 * a class says how a part looks.
 */
public final class Svg {

    private static final double BLEED = 5;

    private final StringBuilder markup = new StringBuilder();

    /**
     * Begins a picture that scales with the page.
     *
     * @param description what it shows, for those who hear it; without names that people chose
     */
    public Svg(String shape, int width, int height, String description) {
        markup.append("<svg class=\"")
                .append(shape)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" aria-label=\"")
                .append(escape(description))
                .append("\">");
    }

    /** Draws a straight line. */
    public Svg line(double fromX, double fromY, double toX, double toY, String look) {
        markup.append("<line");
        number("x1", fromX);
        number("y1", fromY);
        number("x2", toX);
        number("y2", toY);
        return end(look);
    }

    /** Draws a rectangle. */
    public Svg rectangle(double x, double y, double width, double height, String look) {
        markup.append("<rect");
        number("x", x);
        number("y", y);
        number("width", width);
        number("height", height);
        return end(look);
    }

    /** Draws a circle. */
    public Svg circle(double x, double y, double radius, String look) {
        markup.append("<circle");
        number("cx", x);
        number("cy", y);
        number("r", radius);
        return end(look);
    }

    /** Draws a path. */
    public Svg path(Path path, String look) {
        markup.append("<path d=\"").append(path.data).append('"');
        return end(look);
    }

    /**
     * Draws a path whose color is mixed with what lies below.
     *
     * @param opacity from 0, none of it, to 1
     */
    public Svg path(Path path, String look, double opacity) {
        markup.append("<path d=\"").append(path.data).append('"');
        markup.append(" fill-opacity=\"");
        append(markup, opacity, 100);
        markup.append('"');
        return end(look);
    }

    /** Draws a line through points, {@code [x, y]} each. */
    public Svg polyline(List<double[]> points, String look) {
        Path path = new Path();
        points.forEach(point -> path.to(point[0], point[1]));
        return path(path, look);
    }

    /** Writes text on one line. */
    public Svg text(double x, double y, Anchor anchor, String look, String text) {
        markup.append("<text");
        number("x", x);
        number("y", y);
        markup.append(" class=\"")
                .append(look)
                .append(' ')
                .append(anchor.look())
                .append("\">")
                .append(escape(text))
                .append("</text>");
        return this;
    }

    /** Writes text upwards, beginning at a point. */
    public Svg upright(double x, double y, String look, String text) {
        markup.append("<text transform=\"translate(");
        append(markup, x, 10);
        markup.append(' ');
        append(markup, y, 10);
        markup.append(") rotate(-90)\" class=\"")
                .append(look)
                .append("\">")
                .append(escape(text))
                .append("</text>");
        return this;
    }

    /** Begins a group. */
    public Svg group(String look) {
        markup.append("<g class=\"").append(look).append("\">");
        return this;
    }

    /** Ends a group. */
    public Svg endGroup() {
        markup.append("</g>");
        return this;
    }

    /**
     * Begins a window: what follows is cut off at its edges, and can be stretched across. Coordinates stay the same. It is a
     * little higher than its frame, lest a mark on the frame be cut in two.
     */
    public Svg window(Frame frame, String look) {
        markup.append("<svg");
        List<Double> box = List.of(
                frame.left(),
                frame.top() - BLEED,
                frame.right() - frame.left(),
                frame.bottom() - frame.top() + 2 * BLEED);
        List<String> names = List.of("x", "y", "width", "height");
        for (int side = 0; side < names.size(); side++) {
            number(names.get(side), box.get(side));
        }
        markup.append(" viewBox=\"");
        for (double number : box) {
            append(markup, number, 10);
            markup.append(' ');
        }
        markup.setLength(markup.length() - 1);
        markup.append("\" preserveAspectRatio=\"none\" class=\"").append(look).append("\">");
        return this;
    }

    /** Ends a window. */
    public Svg endWindow() {
        markup.append("</svg>");
        return this;
    }

    /** Ends the picture and returns its markup. */
    public String markup() {
        return markup + "</svg>";
    }

    private void number(String attribute, double value) {
        markup.append(' ').append(attribute).append("=\"");
        append(markup, value, 10);
        markup.append('"');
    }

    private Svg end(String look) {
        markup.append(" class=\"").append(look).append("\"/>");
        return this;
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(PlainText.of(text));
    }

    /** Appends a number without superfluous digits, and far faster than a format would. */
    private static void append(StringBuilder text, double value, int parts) {
        long rounded = Math.round(value * parts);
        if (rounded < 0) {
            text.append('-');
            rounded = -rounded;
        }
        text.append(rounded / parts);
        long rest = rounded % parts;
        if (rest != 0) {
            text.append('.');
            for (int part = parts / 10; rest != 0; part /= 10) {
                text.append(rest / part);
                rest %= part;
            }
        }
    }

    /** To which side of its point a text stands. */
    public enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String look;

        Anchor(String look) {
            this.look = look;
        }

        private String look() {
            return look;
        }
    }

    /** The outline of a part. */
    public static final class Path {

        private final StringBuilder data = new StringBuilder();

        /** Goes on to a point, which the first one begins at. */
        public Path to(double x, double y) {
            data.append(data.isEmpty() ? 'M' : 'L');
            append(data, x, 10);
            data.append(' ');
            append(data, y, 10);
            return this;
        }

        /** Begins anew at a point. */
        public Path from(double x, double y) {
            data.append('M');
            append(data, x, 10);
            data.append(' ');
            append(data, y, 10);
            return this;
        }

        /** Adds a rectangle. */
        public Path rectangle(double x, double y, double width, double height) {
            from(x, y);
            relative('h', width);
            relative('v', height);
            relative('h', -width);
            data.append('z');
            return this;
        }

        /** Joins the last point with the first. */
        public Path close() {
            data.append('z');
            return this;
        }

        /** Whether there is nothing to draw. */
        public boolean isEmpty() {
            return data.isEmpty();
        }

        private void relative(char direction, double length) {
            data.append(direction);
            append(data, length, 10);
        }
    }
}
