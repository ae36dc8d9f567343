package org.snapshotensemble.evaluation.render.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.PlainText;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.Svg.Anchor;
import org.snapshotensemble.evaluation.render.svg.TickText;

/** One figure of each contender under each seed: a dot a seed, its dots joined, and the mean of each contender. */
public final class SeedsPicture {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final Frame FRAME = new Frame(84, 34, 690, 262);
    private static final int MARKS_UP = 5;
    private static final double MARK = 4;
    private static final double MEAN = 26;
    private static final double WIDEST_STEP = 6;
    private static final double SPREAD = 36;
    private static final int LONGEST_NAME = 16;

    private SeedsPicture() {}

    /**
     * Draws it.
     *
     * @param contenders their names, the ensemble first
     * @param values {@code [contenders][seeds]}
     * @param figure what the values are
     * @param text how they are written
     */
    public static Picture of(List<String> contenders, List<double[]> values, String figure, TickText text) {
        double low = values.stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
        double high = values.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
        LinearScale up = text == TickText.PERCENT
                ? LinearScale.shares(low, high, FRAME.bottom(), FRAME.top(), MARKS_UP)
                : LinearScale.rounded(low, high, FRAME.bottom(), FRAME.top(), MARKS_UP);
        int seeds = values.get(0).length;
        Svg svg = new Svg(
                "chart wide",
                WIDTH,
                HEIGHT,
                "Dots: %s of %s contenders under %s seeds".formatted(figure, contenders.size(), seeds));
        FRAME.up(svg, up, text, figure);
        svg.line(FRAME.left(), FRAME.bottom(), FRAME.right(), FRAME.bottom(), "edge");
        double cell = (FRAME.right() - FRAME.left()) / contenders.size();
        double step = Math.min(WIDEST_STEP, SPREAD / seeds);
        for (int seed = 0; seed < seeds; seed++) {
            List<double[]> points = new ArrayList<>();
            for (int place = 0; place < contenders.size(); place++) {
                double x = FRAME.left() + (place + 0.5) * cell + (seed - (seeds - 1) / 2.0) * step;
                points.add(new double[] {x, up.at(values.get(place)[seed])});
            }
            svg.polyline(points, "line validation");
            for (int place = 0; place < points.size(); place++) {
                svg.circle(
                        points.get(place)[0], points.get(place)[1], MARK, place == 0 ? "mark ensemble" : "mark member");
            }
        }
        for (int place = 0; place < contenders.size(); place++) {
            double x = FRAME.left() + (place + 0.5) * cell;
            double mean = up.at(Arrays.stream(values.get(place)).average().orElseThrow());
            svg.line(x - MEAN, mean, x + MEAN, mean, place == 0 ? "line ensemble" : "line member");
            svg.text(
                    x,
                    FRAME.bottom() + 20,
                    Anchor.MIDDLE,
                    "tick below",
                    PlainText.cut(contenders.get(place), LONGEST_NAME));
        }
        return new Picture(
                svg.markup(),
                List.of(
                        new LegendEntry("mark ensemble", "the ensemble under a seed"),
                        new LegendEntry("mark member", "another under a seed"),
                        new LegendEntry("line validation", "the same seed"),
                        new LegendEntry("line member", "mean over the seeds")));
    }
}
