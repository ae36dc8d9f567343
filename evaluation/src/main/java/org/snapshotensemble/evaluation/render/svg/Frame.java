package org.snapshotensemble.evaluation.render.svg;

import org.snapshotensemble.evaluation.render.svg.Svg.Anchor;

/**
 * The rectangle in which something is plotted, and the axes around it.
 *
 * @param left its left edge
 * @param top its upper edge
 * @param right its right edge
 * @param bottom its lower edge
 */
public record Frame(double left, double top, double right, double bottom) {

    private static final double GAP = 6;
    private static final double ABOVE = 12;
    private static final double LINE = 18;

    /** Draws a line across at each mark of the upright axis, the value to the left of it, and what they are above. */
    public void up(Svg svg, Scale scale, TickText text, String title) {
        for (double tick : scale.ticks()) {
            double y = scale.at(tick);
            svg.line(left, y, right, y, "grid");
            svg.text(left - GAP, y + GAP * 0.7, Anchor.END, "tick", text.of(tick));
        }
        svg.text(0, top - ABOVE, Anchor.START, "axis", title);
    }

    /**
     * Draws the lower edge with a value at each mark and what they are below. Every second value is left out where the
     * screen is narrow.
     */
    public void across(Svg svg, Scale scale, TickText text, String title) {
        svg.line(left, bottom, right, bottom, "edge");
        svg.group("across");
        int place = 0;
        for (double tick : scale.ticks()) {
            double x = scale.at(tick);
            svg.line(x, bottom, x, bottom + GAP / 2, "edge");
            svg.text(
                    x,
                    bottom + LINE,
                    Anchor.MIDDLE,
                    place++ % 2 == 0 ? "tick below" : "tick below wide-only",
                    text.of(tick));
        }
        svg.endGroup();
        svg.text((left + right) / 2, bottom + 2 * LINE + 2, Anchor.MIDDLE, "axis below", title);
    }
}
