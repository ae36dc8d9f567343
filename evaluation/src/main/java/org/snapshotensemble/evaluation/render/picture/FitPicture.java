package org.snapshotensemble.evaluation.render.picture;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.snapshotensemble.evaluation.example.FitSample;
import org.snapshotensemble.evaluation.example.FitSample.Point;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.TickText;

/** What a regression predicted, as a cloud of points: against what is true, or what is wrong with it. */
public final class FitPicture {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 350;
    private static final Frame FRAME = new Frame(66, 30, 412, 300);
    private static final int MARKS = 5;

    private static final List<LegendEntry> LEGEND =
            List.of(new LegendEntry("mark ensemble", "an example"), new LegendEntry("line ideal", "exactly right"));

    private FitPicture() {}

    /** Draws what was predicted against what is true. Both axes are the same, so that the dotted line is at 45 degrees. */
    public static Picture ofPredictions(FitSample sample) {
        double low = lowest(sample, point -> Math.min(point.truth(), point.predicted()));
        double high = highest(sample, point -> Math.max(point.truth(), point.predicted()));
        LinearScale up = LinearScale.rounded(low, high, FRAME.bottom(), FRAME.top(), MARKS);
        LinearScale across = new LinearScale(up.low(), up.high(), FRAME.left(), FRAME.right(), up.ticks());
        Svg svg = new Svg("chart", WIDTH, HEIGHT, "Scatter plot: predicted against true values");
        FRAME.up(svg, up, TickText.SHORT, "predicted");
        FRAME.across(svg, across, TickText.SHORT, "true");
        svg.line(FRAME.left(), FRAME.bottom(), FRAME.right(), FRAME.top(), "line ideal");
        draw(svg, sample, point -> across.at(point.truth()), point -> up.at(point.predicted()));
        return new Picture(svg.markup(), LEGEND);
    }

    /** Draws predicted minus true against predicted, which is known when a prediction is used. */
    public static Picture ofResiduals(FitSample sample) {
        LinearScale up = LinearScale.rounded(
                Math.min(0, lowest(sample, Point::residual)),
                Math.max(0, highest(sample, Point::residual)),
                FRAME.bottom(),
                FRAME.top(),
                MARKS);
        LinearScale across = LinearScale.rounded(
                lowest(sample, Point::predicted),
                highest(sample, Point::predicted),
                FRAME.left(),
                FRAME.right(),
                MARKS);
        Svg svg = new Svg("chart", WIDTH, HEIGHT, "Scatter plot: residuals against predicted values");
        FRAME.up(svg, up, TickText.SHORT, "predicted minus true");
        FRAME.across(svg, across, TickText.SHORT, "predicted");
        svg.line(FRAME.left(), up.at(0), FRAME.right(), up.at(0), "line ideal");
        draw(svg, sample, point -> across.at(point.predicted()), point -> up.at(point.residual()));
        return new Picture(svg.markup(), LEGEND);
    }

    private static void draw(Svg svg, FitSample sample, ToDoubleFunction<Point> across, ToDoubleFunction<Point> up) {
        Svg.Path dots = new Svg.Path();
        for (Point point : sample.points()) {
            double x = across.applyAsDouble(point);
            double y = up.applyAsDouble(point);
            dots.from(x, y).to(x, y);
        }
        svg.path(dots, "dots cloud");
    }

    private static double lowest(FitSample sample, ToDoubleFunction<Point> value) {
        return sample.points().stream().mapToDouble(value).min().orElseThrow();
    }

    private static double highest(FitSample sample, ToDoubleFunction<Point> value) {
        return sample.points().stream().mapToDouble(value).max().orElseThrow();
    }
}
