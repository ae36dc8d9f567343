package org.snapshotensemble.evaluation.render.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.Svg.Anchor;
import org.snapshotensemble.evaluation.render.svg.TickText;

/**
 * A square of cells, shaded from none at zero to the darkest at the largest of them. Cells of a shade are one path, so that
 * a large square stays small.
 */
final class HeatMap {

    private static final int SHADES = 16;

    /** Darker, and the words upon it could not be read. */
    private static final double DARKEST = 0.7;

    private static final MathContext FIRST_DIGIT = new MathContext(1);
    private static final double ROUGHLY = 0.35;
    private static final double KEY_LEFT = 36;
    private static final double KEY_WIDTH = 18;
    private static final double KEY_HEIGHT = 12;

    private final double[][] shares;
    private final double left;
    private final double top;
    private final double size;

    /**
     * A square.
     *
     * @param shares {@code [row][column]}, each in [0, 1]; NaN for a cell without a shade
     * @param left its left edge
     * @param top its upper edge
     * @param size its width and height
     */
    HeatMap(double[][] shares, double left, double top, double size) {
        this.shares = shares;
        this.left = left;
        this.top = top;
        this.size = size;
    }

    void draw(Svg svg) {
        double largest = largest();
        List<Svg.Path> shades = new ArrayList<>();
        for (int shade = 0; shade <= SHADES; shade++) {
            shades.add(new Svg.Path());
        }
        Svg.Path without = new Svg.Path();
        double cell = cell();
        for (int row = 0; row < shares.length; row++) {
            for (int column = 0; column < shares.length; column++) {
                double share = shares[row][column];
                Svg.Path path = Double.isNaN(share)
                        ? without
                        : shades.get(largest == 0 ? 0 : (int) Math.ceil(SHADES * share / largest));
                path.rectangle(left + column * cell, top + row * cell, cell, cell);
            }
        }
        svg.path(without, "cell none");
        for (int shade = 1; shade <= SHADES; shade++) {
            if (!shades.get(shade).isEmpty()) {
                svg.path(shades.get(shade), "cell", DARKEST * shade / SHADES);
            }
        }
        svg.rectangle(left, top, size, size, "border");
    }

    /** Writes in a cell. */
    void write(Svg svg, int row, int column, String text) {
        svg.text(left + (column + 0.5) * cell(), middle(row), Anchor.MIDDLE, "value", text);
    }

    /** The height of the words of a row. */
    double middle(int row) {
        return top + (row + 0.5) * cell() + Math.min(cell() * ROUGHLY, 4);
    }

    double cell() {
        return size / shares.length;
    }

    /** Draws what the shades mean. */
    void key(Svg svg, double y, String meaning) {
        int steps = 5;
        svg.text(left, y + KEY_HEIGHT - 2, Anchor.START, "tick", "0 %");
        for (int step = 0; step < steps; step++) {
            Svg.Path path = new Svg.Path().rectangle(left + KEY_LEFT + step * KEY_WIDTH, y, KEY_WIDTH, KEY_HEIGHT);
            svg.path(path, "cell", DARKEST * step / (steps - 1));
        }
        svg.rectangle(left + KEY_LEFT, y, steps * KEY_WIDTH, KEY_HEIGHT, "border");
        svg.text(
                left + KEY_LEFT + steps * KEY_WIDTH + 6,
                y + KEY_HEIGHT - 2,
                Anchor.START,
                "tick",
                "%s %s".formatted(percent(largest()), meaning));
    }

    private static String percent(double share) {
        double tenth = Math.round(share * 1000) / 1000.0;
        return TickText.PERCENT.of(
                tenth > 0 || share == 0
                        ? tenth
                        : BigDecimal.valueOf(share).round(FIRST_DIGIT).doubleValue());
    }

    private double largest() {
        double largest = 0;
        for (double[] row : shares) {
            for (double share : row) {
                largest = Double.isNaN(share) ? largest : Math.max(largest, share);
            }
        }
        return largest;
    }
}
